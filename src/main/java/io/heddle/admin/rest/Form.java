package io.heddle.admin.rest;

import io.heddle.admin.web.Asked;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The object that the content of a request has to be. Immutable.
 *
 * @param name in the document
 * @param isEncoded whether it comes as forms of pages do, and not in JSON
 */
record Form(String name, List<Item<?>> items, boolean isEncoded) implements Shape.Named {
  /** Copies the list. */
  Form {
    items = List.copyOf(items);
  }

  static Form of(String name, Item<?>... items) {
    return new Form(name, List.of(items), false);
  }

  static Form encoded(String name, Item<?>... items) {
    return new Form(name, List.of(items), true);
  }

  /** The media type of the content. */
  String type() {
    return isEncoded ? "application/x-www-form-urlencoded" : Json.TYPE;
  }

  /**
   * What content has brought; none at all stands for an object without members.
   *
   * @throws Problem when it is not what it should be
   */
  Given read(byte[] content) throws Problem {
    if (isEncoded) {
      return read(object(content));
    }
    return read(content.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : Json.read(content));
  }

  /** The same in JSON; other members are left out, as they always were. */
  private JsonObject object(byte[] content) throws Problem {
    JsonObjectBuilder object = Json.object();
    try {
      Asked.parameters(new String(content, StandardCharsets.UTF_8))
          .forEach(
              (name, text) -> find(name).ifPresent(item -> object.add(name, inJson(item, text))));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the form cannot be read: " + e.getMessage());
    }
    return object.build();
  }

  private static JsonValue inJson(Item<?> item, String text) {
    boolean number = item.input().schema().getString("type").equals("integer");
    if (!number) {
      return Json.text(text);
    }
    return text.isEmpty() ? JsonValue.NULL : Json.number(new BigDecimal(text));
  }

  /**
   * What a document has brought.
   *
   * @throws Problem when it is no such object
   */
  private Given read(JsonValue document) throws Problem {
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
