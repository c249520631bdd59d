package io.heddle.spec;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers of this JVM: one for each distinct set of settings, started when first asked for and
 * stopped at the end.
 */
public final class SpecServers {
  private static final Map<Map<String, String>, SpecServer> RUNNING = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.values().forEach(SpecServer::close), "spec-servers-close"));
  }

  private SpecServers() {}

  /** The server with these settings, shared by all specs that ask for the same. */
  public static SpecServer with(Map<String, String> settings) {
    return RUNNING.computeIfAbsent(
        Map.copyOf(settings), key -> provider().start(new TreeMap<>(key)));
  }

  /** A server of the caller's own, who closes it: for specs about starting and stopping. */
  public static SpecServer fresh(Map<String, String> settings) {
    return provider().start(new TreeMap<>(settings));
  }

  private static SpecServerProvider provider() {
    return ServiceLoader.load(SpecServerProvider.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no SpecServerProvider on the class path"));
  }
}
