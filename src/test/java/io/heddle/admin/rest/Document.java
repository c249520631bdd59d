package io.heddle.admin.rest;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The OpenAPI document as it was served, and whether answers are as it says. Knows the words of
 * JSON Schema that the document uses, and fails for others.
 */
record Document(JsonObject root) {
  private static final Set<String> WORDS =
      Set.of(
          "$ref",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "minimum",
          "maximum",
          "format",
          "description");

  JsonObject operation(String method, String path) {
    JsonObject operations = root.getJsonObject("paths").getJsonObject(path);
    JsonObject operation = operations == null ? null : operations.getJsonObject(method);
    if (operation == null) {
      throw new AssertionError(method + " " + path + " is not in the document");
    }
    return operation;
  }

  /** What is wrong with an answer; empty when it is as the document says. */
  List<String> problems(JsonObject operation, Asking.Answer answer) {
    JsonObject response = operation.getJsonObject("responses").getJsonObject("" + answer.status());
    if (response == null) {
      return List.of("the status " + answer.status() + " is not in the document");
    }
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      return answer.text().isEmpty() ? List.of() : List.of("an answer that should be empty");
    }
    JsonObject media = content.getJsonObject(answer.type());
    if (media == null) {
      return List.of("the type " + answer.type() + " is not in the document");
    }
    if (answer.type().equals("application/x-ndjson")) {
      return List.of(); // an object in each line, and not one as a whole
    }
    List<String> problems = new ArrayList<>();
    check("answer", media.getJsonObject("schema"), answer.object(), problems);
    return problems;
  }

  private void check(String at, JsonObject schema, JsonValue value, List<String> problems) {
    schema.keySet().stream()
        .filter(word -> !WORDS.contains(word))
        .forEach(word -> problems.add(at + ": what is " + word + "?"));
    if (schema.containsKey("$ref")) {
      String name = schema.getString("$ref").replace("#/components/schemas/", "");
      JsonObject named =
          root.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
      if (named == null) {
        problems.add(at + ": no schema " + name);
      } else {
        check(at, named, value, problems);
      }
      return;
    }
    switch (schema.getString("type")) {
      case "object" -> object(at, schema, value, problems);
      case "array" -> {
        if (value instanceof JsonArray array) {
          array.forEach(item -> check(at + "[]", schema.getJsonObject("items"), item, problems));
        } else {
          problems.add(at + " is no array");
        }
      }
      case "string" -> text(at, schema, value, problems);
      case "integer", "number" -> number(at, schema, value, problems);
      case "boolean" -> {
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
          problems.add(at + " is no boolean");
        }
      }
      default -> problems.add(at + ": no type " + schema.getString("type"));
    }
  }

  private void object(String at, JsonObject schema, JsonValue value, List<String> problems) {
    if (!(value instanceof JsonObject object)) {
      problems.add(at + " is no object");
      return;
    }
    JsonObject properties = schema.getJsonObject("properties");
    JsonValue others = schema.get("additionalProperties");
    object.forEach((name, each) -> {
      if (properties != null && properties.containsKey(name)) {
        check(at + "." + name, properties.getJsonObject(name), each, problems);
      } else if (others instanceof JsonObject other) {
        check(at + "." + name, other, each, problems);
      } else if (JsonValue.FALSE.equals(others)) {
        problems.add(at + "." + name + " is not in the document");
      }
    });
    JsonArray required = schema.getJsonArray("required");
    for (int i = 0; required != null && i < required.size(); i++) {
      if (!object.containsKey(required.getString(i))) {
        problems.add(at + "." + required.getString(i) + " is missing");
      }
    }
  }

  private static void text(String at, JsonObject schema, JsonValue value, List<String> problems) {
    if (!(value instanceof JsonString text)) {
      problems.add(at + " is no string");
      return;
    }
    JsonArray words = schema.getJsonArray("enum");
    if (words != null && !words.contains(text)) {
      problems.add(at + " is none of " + words);
    }
    if (schema.getString("format", "").equals("date-time")) {
      Instant.parse(text.getString());
    }
  }

  private static void number(String at, JsonObject schema, JsonValue value, List<String> problems) {
    if (!(value instanceof JsonNumber number)) {
      problems.add(at + " is no number");
      return;
    }
    if (schema.getString("type").equals("integer") && !number.isIntegral()) {
      problems.add(at + " is no integer");
    }
    JsonNumber least = schema.getJsonNumber("minimum");
    JsonNumber most = schema.getJsonNumber("maximum");
    if (least != null && number.bigDecimalValue().compareTo(least.bigDecimalValue()) < 0
        || most != null && number.bigDecimalValue().compareTo(most.bigDecimalValue()) > 0) {
      problems.add(at + " is out of bounds: " + number);
    }
  }
}
