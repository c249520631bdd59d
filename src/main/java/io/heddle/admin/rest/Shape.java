package io.heddle.admin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a value looks in JSON: written by it and described by it, so that the two agree. Immutable.
 *
 * @param <T> the value
 */
interface Shape<T> {
  /** The value in JSON. */
  JsonValue write(T value);

  /** The schema of it, which names objects instead of repeating them. */
  JsonObject schema();

  /** Tells of each object that has a name in the document, those in others included. */
  default void named(Consumer<Named> told) {}

  /** What has a name in the document. */
  interface Named {
    String name();

    /** The whole schema. */
    JsonObject definition();
  }

  /** A reference to what has a name. */
  static JsonObject reference(String name) {
    return Json.object().add("$ref", "#/components/schemas/" + name).build();
  }

  /** A list. */
  static <T> Shape<List<T>> list(Shape<T> items) {
    return new Shape<>() {
      @Override
      public JsonValue write(List<T> value) {
        JsonArrayBuilder array = Json.array();
        value.forEach(item -> array.add(items.write(item)));
        return array.build();
      }

      @Override
      public JsonObject schema() {
        return Json.object().add("type", "array").add("items", items.schema()).build();
      }

      @Override
      public void named(Consumer<Named> told) {
        items.named(told);
      }
    };
  }

  /** An object whose names are data. */
  static <T> Shape<Map<String, T>> map(Shape<T> values) {
    return new Shape<>() {
      @Override
      public JsonValue write(Map<String, T> value) {
        JsonObjectBuilder object = Json.object();
        value.forEach((name, each) -> object.add(name, values.write(each)));
        return object.build();
      }

      @Override
      public JsonObject schema() {
        return Json.object()
            .add("type", "object")
            .add("additionalProperties", values.schema())
            .build();
      }

      @Override
      public void named(Consumer<Named> told) {
        values.named(told);
      }
    };
  }
}
