package io.heddle.spec;

import java.util.Map;

/**
 * Starts servers for the specs; found by {@link java.util.ServiceLoader}, exactly one on the class
 * path.
 */
public interface SpecServerProvider {
  /**
   * Starts a server that listens when this returns.
   *
   * @param settings keys and values of the properties file; everything else has its default
   */
  SpecServer start(Map<String, String> settings);
}
