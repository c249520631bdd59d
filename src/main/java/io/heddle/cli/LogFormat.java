package io.heddle.cli;

import io.heddle.config.LogLevel;
import java.util.Locale;

/**
 * How the image logs: slf4j-simple to stderr, with time stamps and at the level of {@code
 * log.level}. These are system properties set before the first logger is made, and not a file in
 * our jar, which would reach into the programs of people who embed the broker. A property that is
 * set already stays.
 */
final class LogFormat {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private LogFormat() {}

  static void set() {
    set("showDateTime", "true");
    set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    set("showShortLogName", "true");
    set("showThreadName", "false");
    set("levelInBrackets", "false");
    // At debug the JVM would tell every ordinary exit with a stack trace.
    set("log.java.lang.Runtime", "info");
    // And the JDK's HTTP server, which answers Prometheus, each of its steps.
    set("log.com.sun.net.httpserver", "info");
    // And Helidon, what it finds in its modules; and the JDK, each certificate.
    set("log.io.helidon", "info");
    set("log.jdk.event.security", "info");
  }

  static void level(LogLevel level) {
    set("defaultLogLevel", level.name().toLowerCase(Locale.ROOT));
  }

  private static void set(String name, String value) {
    if (System.getProperty(PREFIX + name) == null) {
      System.setProperty(PREFIX + name, value);
    }
  }
}
