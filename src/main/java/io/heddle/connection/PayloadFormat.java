package io.heddle.connection;

import io.heddle.mqtt.Bytes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether a payload that says it is text is text. */
final class PayloadFormat {
  private PayloadFormat() {}

  static boolean isText(Bytes payload) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(payload.buffer());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
