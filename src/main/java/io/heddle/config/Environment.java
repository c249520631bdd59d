package io.heddle.config;

import java.util.Locale;
import java.util.Set;

/**
 * The names of environment variables: {@code HEDDLE_} and the key in upper case, where {@code _} is
 * a dot and {@code __} a hyphen.
 */
final class Environment {
  private static final String PREFIX = "HEDDLE_";
  private static final String PORT = "_PORT_";

  /**
   * Variables that are not settings: they are for the launcher and the command line, see {@code
   * bin/heddle} and docs/command-line.md.
   */
  static final Set<String> OF_THE_PROCESS =
      Set.of(
          "HEDDLE_CONFIG",
          "HEDDLE_HEAP",
          "HEDDLE_JVM_OPTIONS",
          "HEDDLE_MQTT_URL",
          "HEDDLE_MQTT_USERNAME",
          "HEDDLE_MQTT_PASSWORD",
          "HEDDLE_ADMIN_URL",
          "HEDDLE_ADMIN_TOKEN",
          "HEDDLE_ADMIN_PASSWORD");

  private Environment() {}

  /** Whether a variable is meant as a setting. */
  static boolean isSetting(String name, String value) {
    return name.startsWith(PREFIX) && !OF_THE_PROCESS.contains(name) && !isServiceLink(name, value);
  }

  /** The key that a variable's name stands for. */
  static String key(String name) {
    return name.substring(PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace("__", "-")
        .replace('_', '.');
  }

  /** The variable for a key. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace("-", "__").replace('.', '_');
  }

  /**
   * Whether the variable is one of those that Kubernetes and Docker links set in every container
   * beside a service: for a service {@code heddle} they are HEDDLE_SERVICE_HOST,
   * HEDDLE_SERVICE_PORT, HEDDLE_SERVICE_PORT_…, HEDDLE_PORT = tcp://… and HEDDLE_PORT_1883_TCP…,
   * for a service {@code heddle-admin} HEDDLE_ADMIN_SERVICE_HOST and so on. Nobody wrote them.
   */
  private static boolean isServiceLink(String name, String value) {
    if (name.endsWith("_SERVICE_HOST")
        || name.endsWith("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_")) {
      return true;
    }
    if (name.endsWith("_PORT") && value.contains("://")) {
      return true;
    }
    int number = name.indexOf(PORT) + PORT.length();
    int digits = name.contains(PORT) ? Digits.count(name, number) : 0;
    return digits > 0 && isProtocol(name.substring(number + digits));
  }

  private static boolean isProtocol(String rest) {
    return rest.startsWith("_TCP") || rest.startsWith("_UDP") || rest.startsWith("_SCTP");
  }
}
