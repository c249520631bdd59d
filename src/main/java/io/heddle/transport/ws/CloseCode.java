package io.heddle.transport.ws;

import io.heddle.connection.Ending;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Why a WebSocket is closed (RFC 6455, 7.4). */
final class CloseCode {
  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL = 1002;

  /** Data of a kind that is not taken: text, where MQTT is binary. */
  static final int UNSUPPORTED = 1003;

  static final int NOT_UTF8 = 1007;
  static final int POLICY = 1008;
  static final int TOO_LARGE = 1009;
  static final int FAULT = 1011;

  private static final int FIRST_OF_APPLICATIONS = 3000;
  private static final int LAST_OF_APPLICATIONS = 4999;
  private static final int LAST_OF_STANDARD = 1014;

  private CloseCode() {}

  /** The code for how an MQTT connection ends. */
  static int of(Ending why) {
    return switch (why) {
      case NORMAL -> NORMAL;
      case STOPPING -> GOING_AWAY;
      case VIOLATION -> PROTOCOL;
      case TOO_LARGE -> TOO_LARGE;
      case REFUSED -> POLICY;
      case FAULT -> FAULT;
    };
  }

  /**
   * What is answered to a client's Close: its own code, or the one for what is wrong with it.
   *
   * @param count of the bytes of its payload
   */
  static int answerTo(byte[] payload, int count) {
    if (count == 0) {
      return NORMAL;
    }
    int code = count == 1 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    if (!maySend(code)) {
      return PROTOCOL;
    }
    return isText(payload, 2, count - 2) ? code : NOT_UTF8;
  }

  /** Codes 1004 to 1006 and 1015 stand for what is never sent. */
  private static boolean maySend(int code) {
    boolean standard =
        code >= NORMAL && code <= UNSUPPORTED || code >= NOT_UTF8 && code <= LAST_OF_STANDARD;
    return standard || code >= FIRST_OF_APPLICATIONS && code <= LAST_OF_APPLICATIONS;
  }

  private static boolean isText(byte[] bytes, int from, int count) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, count));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
