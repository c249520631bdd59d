package io.heddle.cli.client;

import io.heddle.cli.line.FailedException;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.UserProperty;
import io.heddle.mqtt.Version;

/** Reasons of the broker in words, and as exit codes. Stateless. */
public final class Reasons {
  private Reasons() {}

  /** The reason, and what the broker says besides. */
  public static String words(ReasonCode reason, Properties properties) {
    StringBuilder words = new StringBuilder(reason.toString());
    String more = properties.string(Property.REASON_STRING);
    if (more != null) {
      words.append(": ").append(more);
    }
    String other = properties.string(Property.SERVER_REFERENCE);
    if (other != null) {
      words.append("; it names ").append(other);
    }
    for (UserProperty each : properties.userProperties()) {
      words.append("; ").append(each.name()).append(" = ").append(each.value());
    }
    return words.toString();
  }

  /** A failure that the broker tells, with the exit code of {@code mosquitto_pub}. */
  public static FailedException failed(
      String what, ReasonCode reason, Properties properties, Version version) {
    return new FailedException(
        exitCode(reason, version), what + ": " + words(reason, properties) + advice(reason));
  }

  private static String advice(ReasonCode reason) {
    return reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION ? " (-V 311 asks for MQTT 3.1.1)" : "";
  }

  /** In MQTT 5 the reason's number; before, that of the return code. */
  static int exitCode(ReasonCode reason, Version version) {
    if (version == Version.MQTT_5_0) {
      return reason.isError() ? reason.code() : 0;
    }
    return switch (reason) {
      case UNSUPPORTED_PROTOCOL_VERSION -> 1;
      case CLIENT_IDENTIFIER_NOT_VALID -> 2;
      case SERVER_UNAVAILABLE -> 3;
      case BAD_USER_NAME_OR_PASSWORD -> 4;
      case NOT_AUTHORIZED -> 5;
      default -> reason.isError() ? reason.code() : 0;
    };
  }
}
