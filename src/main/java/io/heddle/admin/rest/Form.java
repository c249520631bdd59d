package io.heddle.admin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The object that the content of a request has to be. Immutable.
 *
 * @param name in the document
 */
record Form(String name, List<Item<?>> items) implements Shape.Named {
  /** Copies the list. */
  Form {
    items = List.copyOf(items);
  }

  static Form of(String name, Item<?>... items) {
    return new Form(name, List.of(items));
  }

  /**
   * What a document has brought.
   *
   * @throws Problem when it is no such object
   */
  Given read(JsonValue document) throws Problem {
    if (!(document instanceof JsonObject object)) {
      throw Problem.badRequest("the content is not an object of JSON");
    }
    Map<Item<?>, Object> values = new HashMap<>();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      Item<?> item =
          find(member.getKey())
              .orElseThrow(() -> Problem.badRequest(member.getKey() + " is no member of " + name));
      if (!member.getValue().equals(JsonValue.NULL)) {
        values.put(item, value(item, member.getValue()));
      }
    }
    for (Item<?> item : items) {
      if (item.needed() && !values.containsKey(item)) {
        throw Problem.badRequest(item.name() + " is missing");
      }
    }
    return new Given(values);
  }

  private static Object value(Item<?> item, JsonValue value) throws Problem {
    try {
      return item.input().read(value);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(item.name() + ": " + e.getMessage());
    }
  }

  private Optional<Item<?>> find(String member) {
    return items.stream().filter(item -> item.name().equals(member)).findFirst();
  }

  @Override
  public JsonObject definition() {
    JsonObjectBuilder properties = Json.object();
    JsonArrayBuilder required = Json.array();
    for (Item<?> item : items) {
      properties.add(item.name(), item.property());
      if (item.needed()) {
        required.add(item.name());
      }
    }
    return Json.object()
        .add("type", "object")
        .add("properties", properties)
        .add("required", required)
        .add("additionalProperties", false)
        .build();
  }
}
