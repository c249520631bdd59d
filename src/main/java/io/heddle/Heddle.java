package io.heddle;

import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.config.Sources;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts brokers. Several may run in one JVM; starting one changes nothing outside it. Safe for use
 * by any thread.
 */
public final class Heddle {
  private Heddle() {}

  /**
   * Starts a broker with the settings of a properties file.
   *
   * @throws IllegalArgumentException when the file cannot be read or a setting is wrong; the
   *     message names every error with its line
   * @throws StartException when a listener cannot be opened
   */
  public static Broker start(Path propertiesFile) {
    try {
      return Broker.start(Configuration.load(new Sources(propertiesFile, Map.of(), Map.of())));
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Starts a broker with these settings, keys and values as in the properties file. With none it
   * listens on 127.0.0.1:1883 and keeps everything in memory.
   *
   * @throws IllegalArgumentException when a setting is wrong; the message names every error
   * @throws StartException when a listener cannot be opened
   */
  public static Broker start(Map<String, String> settings) {
    try {
      return Broker.start(Configuration.of(settings));
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
