package io.heddle.auth.http;

import io.heddle.api.ClientLimits;
import io.heddle.api.Durability;
import io.heddle.mqtt.Qos;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits that an answer names for its client. */
final class NamedLimits {
  private NamedLimits() {}

  /**
   * Those that are named; the others are those of the settings.
   *
   * @throws IllegalArgumentException when one is not understood; the message begins with its name
   */
  static ClientLimits of(Map<String, Object> answer) {
    ClientLimits.Builder limits = ClientLimits.builder();
    answer.forEach((name, value) -> {
      switch (name) {
        case "expire_at" -> limits.until(instant(number(name, value)));
        case "maximum_qos" -> limits.maximumQos(qos(number(name, value)));
        case "session_expiry" -> limits.sessionExpiryMax(number(name, value));
        case "mount_point" -> limits.mountPoint(text(name, value));
        case "client_id" -> limits.assignedClientId(text(name, value));
        case "durability" -> limits.durability(durability(text(name, value)));
        default -> {}
      }
    });
    try {
      return limits.build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("limits (" + e.getMessage() + ")", e);
    }
  }

  private static Instant instant(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expire_at", e);
    }
  }

  private static Qos qos(long value) {
    for (Qos qos : Qos.values()) {
      if (qos.value() == value) {
        return qos;
      }
    }
    throw new IllegalArgumentException("maximum_qos");
  }

  private static Durability durability(String value) {
    for (Durability each : Durability.values()) {
      if (each.name().equalsIgnoreCase(value)) {
        return each;
      }
    }
    throw new IllegalArgumentException("durability");
  }

  private static long number(String name, @Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(name);
  }

  private static String text(String name, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }
}
