package io.heddle.codec;

import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The return codes of CONNACK in MQTT 3.1 and 3.1.1, and the Reason Codes of 5.0 that they stand
 * for.
 */
final class ReturnCode {
  private static final int ACCEPTED = 0;
  private static final int UNACCEPTABLE_VERSION = 1;
  private static final int IDENTIFIER_REJECTED = 2;
  private static final int SERVER_UNAVAILABLE = 3;
  private static final int BAD_USER_NAME_OR_PASSWORD = 4;
  private static final int NOT_AUTHORIZED = 5;

  private ReturnCode() {}

  /** The Reason Code for a return code, or null when it is reserved. */
  static @Nullable ReasonCode toReason(int code) {
    return switch (code) {
      case ACCEPTED -> ReasonCode.SUCCESS;
      case UNACCEPTABLE_VERSION -> ReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
      case IDENTIFIER_REJECTED -> ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
      case SERVER_UNAVAILABLE -> ReasonCode.SERVER_UNAVAILABLE;
      case BAD_USER_NAME_OR_PASSWORD -> ReasonCode.BAD_USER_NAME_OR_PASSWORD;
      case NOT_AUTHORIZED -> ReasonCode.NOT_AUTHORIZED;
      default -> null;
    };
  }

  /** The nearest that an older version can say. */
  static int of(ReasonCode reason) {
    return switch (reason) {
      case SUCCESS -> ACCEPTED;
      case UNSUPPORTED_PROTOCOL_VERSION -> UNACCEPTABLE_VERSION;
      case CLIENT_IDENTIFIER_NOT_VALID -> IDENTIFIER_REJECTED;
      case BAD_USER_NAME_OR_PASSWORD -> BAD_USER_NAME_OR_PASSWORD;
      case NOT_AUTHORIZED, BANNED, BAD_AUTHENTICATION_METHOD -> NOT_AUTHORIZED;
      default -> SERVER_UNAVAILABLE;
    };
  }
}
