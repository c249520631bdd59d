package io.heddle.admin.rest;

import io.heddle.mqtt.Bytes;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON values. Safe for use by any thread. */
final class Json {
  static final String TYPE = "application/json";

  /** Looked for once: that takes longer than reading. */
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private Json() {}

  static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  /** With what another object has. */
  static JsonObjectBuilder object(JsonObject begun) {
    return PROVIDER.createObjectBuilder(begun);
  }

  static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  static JsonString text(String text) {
    return PROVIDER.createValue(text);
  }

  static JsonValue number(Number number) {
    return PROVIDER.createValue(number);
  }

  static JsonValue flag(boolean flag) {
    return flag ? JsonValue.TRUE : JsonValue.FALSE;
  }

  static Bytes bytes(JsonValue value) {
    return Bytes.utf8(value.toString());
  }

  /**
   * The value that a document is.
   *
   * @throws Problem when it is none
   */
  static JsonValue read(byte[] document) throws Problem {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
        return reader.readValue();
      }
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the content is not UTF-8");
    } catch (RuntimeException e) {
      // Whatever the library says of it: for too many brackets it has no exception of its own.
      throw Problem.badRequest("the content is not JSON");
    }
  }
}
