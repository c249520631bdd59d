package io.heddle.admin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;

/**
 * A value that is a text, a number or a flag, in JSON as in a query. Immutable.
 *
 * @param <T> what a text becomes
 */
record Scalar<T>(
    JsonObject schema, Function<T, JsonValue> writer, Function<String, T> parser, boolean quoted)
    implements Shape<T>, Input<T> {

  /** Any text. */
  static final Scalar<String> TEXT =
      new Scalar<>(type("string"), Json::text, Function.identity(), true);

  /** Yes or no. */
  static final Scalar<Boolean> FLAG =
      new Scalar<>(type("boolean"), Json::flag, Scalar::flag, false);

  /** A moment, as RFC 3339 writes it. */
  static final Scalar<Instant> TIME =
      new Scalar<>(
          Json.object().add("type", "string").add("format", "date-time").build(),
          time -> Json.text(time.toString()),
          Scalar::time,
          true);

  /** A whole number that is counted up. */
  static final Scalar<Long> COUNT = whole(0, Long.MAX_VALUE);

  /** A number. */
  static final Scalar<Double> NUMBER =
      new Scalar<>(type("number"), Json::number, Double::valueOf, false);

  private static JsonObject type(String name) {
    return Json.object().add("type", name).build();
  }

  /** A whole number within bounds. */
  static Scalar<Long> whole(long least, long most) {
    var schema = Json.object().add("type", "integer").add("minimum", least);
    if (most < Long.MAX_VALUE) {
      schema.add("maximum", most);
    }
    return new Scalar<>(schema.build(), Json::number, text -> whole(text, least, most), false);
  }

  private static long whole(String text, long least, long most) {
    String bounds = "a whole number from " + least + " to " + most;
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not " + bounds, e);
    }
    throw new IllegalArgumentException("is not " + bounds);
  }

  /** One of the constants of an enum, in lower case and with hyphens. */
  static <E extends Enum<E>> Scalar<E> choice(Class<E> type) {
    JsonArrayBuilder words = Json.array();
    for (E each : type.getEnumConstants()) {
      words.add(word(each));
    }
    return new Scalar<>(
        Json.object().add("type", "string").add("enum", words).build(),
        each -> Json.text(word(each)),
        text -> constant(type, text),
        true);
  }

  /** How a constant is written. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E each : type.getEnumConstants()) {
      if (word(each).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException("is none of the words that are allowed");
  }

  /** A text that becomes something else. */
  static <T> Scalar<T> text(Function<T, String> writer, Function<String, T> parser) {
    return new Scalar<>(type("string"), value -> Json.text(writer.apply(value)), parser, true);
  }

  private static boolean flag(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("is neither true nor false");
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is no time such as 2026-01-31T12:00:00Z", e);
    }
  }

  @Override
  public JsonValue write(T value) {
    return writer.apply(value);
  }

  @Override
  public T parse(String text) {
    return parser.apply(text);
  }

  @Override
  public T read(JsonValue value) {
    boolean flag = value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE);
    return switch (value) {
      case JsonString text when quoted -> parse(text.getString());
      case JsonNumber number when !quoted -> parse(number.bigDecimalValue().toPlainString());
      default -> {
        if (flag && !quoted) {
          yield parse(value.toString());
        }
        throw new IllegalArgumentException("is not a " + schema.getString("type"));
      }
    };
  }
}
