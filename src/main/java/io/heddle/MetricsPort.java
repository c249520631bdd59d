package io.heddle;

import io.heddle.api.Services;
import io.heddle.broker.SystemThreads;
import io.heddle.metrics.Exporter;
import io.heddle.metrics.MetricsOptions;
import io.heddle.transport.Sockets;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The port at which the metrics are read, if the configuration has one. */
record MetricsPort(@Nullable Exporter exporter) implements AutoCloseable {

  /** One answers; a second one is there when a reader is slow. */
  private static final int THREADS = 2;

  /**
   * Opens it.
   *
   * @throws IOException when it cannot be bound, or the library is not there that it needs
   */
  static MetricsPort open(
      @Nullable MetricsOptions options, Services services, String version, SystemThreads threads)
      throws IOException {
    if (options == null) {
      return new MetricsPort(null);
    }
    requireFree(options);
    try {
      ExecutorService few = threads.pool("heddle-metrics", THREADS);
      return new MetricsPort(Exporter.start(options, services, version, few));
    } catch (NoClassDefFoundError missing) {
      throw new IOException(
          "metrics.port = "
              + options.port()
              + ": the library io.prometheus:prometheus-metrics-exporter-httpserver is missing, or"
              + " one of the modules java.management, jdk.management and jdk.httpserver; add it, or"
              + " leave the setting out",
          missing);
    }
  }

  /**
   * The JDK's HTTP server forgets to close what it could not bind, and every further start would
   * forget some more: so it is not asked where somebody listens already.
   */
  private static void requireFree(MetricsOptions options) throws IOException {
    try {
      Sockets.requireFree(options.address(), options.port());
    } catch (IOException e) {
      throw new IOException("metrics.port: " + e.getMessage(), e);
    }
  }

  /** Nothing names the exporter's methods where there is none: its library may not be there. */
  Optional<URI> uri() {
    return exporter == null ? Optional.empty() : Optional.of(exporter.uri());
  }

  @Override
  public void close() {
    if (exporter != null) {
      exporter.close();
    }
  }
}
