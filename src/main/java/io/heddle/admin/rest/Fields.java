package io.heddle.admin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object with fields: a table of name, shape, meaning, and where the value comes from. A value
 * that is null is left out. Immutable.
 *
 * @param name in the document
 */
record Fields<T>(String name, List<Field<T, ?>> fields) implements Shape<T>, Shape.Named {

  /** A row. */
  record Field<T, V>(
      String name, Shape<V> shape, String help, boolean always, Function<T, @Nullable V> value) {

    private void write(T whole, JsonObjectBuilder object) {
      V part = value.apply(whole);
      if (part != null) {
        object.add(name, shape.write(part));
      }
    }

    private JsonObject schema() {
      JsonObject own = shape.schema();
      // Beside a reference other words may stand since JSON Schema 2019-09.
      return Json.object(own).add("description", help).build();
    }
  }

  /** Copies the list. */
  Fields {
    fields = List.copyOf(fields);
  }

  /** An object without fields yet. */
  static <T> Fields<T> of(String name) {
    return new Fields<>(name, List.of());
  }

  /** With a field that is always there. */
  @SuppressWarnings(
      "UnnecessaryMethodReference") // it makes a function that may answer null of one that does not
  <V> Fields<T> with(String field, Shape<V> shape, String help, Function<T, V> value) {
    return and(new Field<>(field, shape, help, true, value::apply));
  }

  /** With a field that is left out when it is null. */
  <V> Fields<T> maybe(String field, Shape<V> shape, String help, Function<T, @Nullable V> value) {
    return and(new Field<>(field, shape, help, false, value));
  }

  private Fields<T> and(Field<T, ?> field) {
    List<Field<T, ?>> more = new ArrayList<>(fields);
    more.add(field);
    return new Fields<>(name, more);
  }

  @Override
  public JsonValue write(T value) {
    JsonObjectBuilder object = Json.object();
    fields.forEach(field -> field.write(value, object));
    return object.build();
  }

  @Override
  public JsonObject schema() {
    return Shape.reference(name);
  }

  @Override
  public JsonObject definition() {
    JsonObjectBuilder properties = Json.object();
    JsonArrayBuilder required = Json.array();
    for (Field<T, ?> field : fields) {
      properties.add(field.name, field.schema());
      if (field.always) {
        required.add(field.name);
      }
    }
    return Json.object()
        .add("type", "object")
        .add("properties", properties)
        .add("required", required)
        .add("additionalProperties", false)
        .build();
  }

  @Override
  public void named(Consumer<Named> told) {
    told.accept(this);
    fields.forEach(field -> field.shape.named(told));
  }
}
