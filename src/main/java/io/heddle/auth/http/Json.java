package io.heddle.auth.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of JSON, as maps, lists, texts, numbers and booleans. Safe for use by any thread. */
final class Json {
  /** Looked for once: that takes longer than reading. */
  private final JsonProvider provider = JsonProvider.provider();

  /** A document; what is null is left out. */
  String write(Map<String, @Nullable Object> object) {
    Map<String, Object> given = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      if (value != null) {
        given.put(name, value);
      }
    });
    return provider.createObjectBuilder(given).build().toString();
  }

  /**
   * The object that a document is.
   *
   * @throws NoAnswerException when it is none; the message shows nothing of it
   */
  Map<String, Object> read(String document) throws NoAnswerException {
    try (JsonReader reader = provider.createReader(new StringReader(document))) {
      return plain(reader.readObject());
    } catch (RuntimeException e) {
      // Whatever the library says of it: for too many brackets it has no exception of its own.
      throw new NoAnswerException("not an object of JSON");
    }
  }

  private static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      Object plain = plain(value);
      if (plain != null) {
        map.put(name, plain);
      }
    });
    return map;
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value) {
      case JsonObject object -> plain(object);
      case JsonArray array -> list(array);
      case JsonString text -> text.getString();
      case JsonNumber number -> number(number.bigDecimalValue());
      default -> value.equals(JsonValue.NULL) ? null : (Object) value.equals(JsonValue.TRUE);
    };
  }

  private static List<?> list(JsonArray array) {
    // A null in a list is nothing that is understood, and false is as wrong there.
    return array.stream()
        .map(item -> {
          Object plain = plain(item);
          return plain == null ? (Object) false : plain;
        })
        .toList();
  }

  private static Number number(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return number.doubleValue();
    }
  }
}
