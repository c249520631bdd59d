package io.heddle.metrics;

import io.heddle.api.Services;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;

/** The HTTP server that answers {@code /metrics}. Safe for use by any thread. */
public final class Exporter implements AutoCloseable {
  private final MetricsOptions options;
  private final HTTPServer server;
  private final ExecutorService threads;

  private Exporter(MetricsOptions options, HTTPServer server, ExecutorService threads) {
    this.options = options;
    this.threads = threads;
    this.server = server;
  }

  /**
   * Starts it, with a registry of its own: several brokers may run in one JVM.
   *
   * @param version of the broker, for people
   * @param threads that answer; the exporter ends them with itself
   * @throws IOException when the address cannot be bound; the message names the setting
   * @throws NoClassDefFoundError when Prometheus's library or the JDK's HTTP server is not there
   */
  public static Exporter start(
      MetricsOptions options, Services services, String version, ExecutorService threads)
      throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new BrokerCollector(services, version));
    registry.register(new JvmCollector());
    try {
      HTTPServer server =
          HTTPServer.builder()
              .hostname(options.address())
              .port(options.port())
              .registry(registry)
              .executorService(threads)
              .buildAndStart();
      return new Exporter(options, server, threads);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new IOException(
          "metrics.port: cannot listen on "
              + options.address()
              + ":"
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Where the metrics are, with the real port. */
  public URI uri() {
    String address = options.address();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return URI.create("http://" + host + ":" + server.getPort() + "/metrics");
  }

  /** Answers no more; its threads end. */
  @Override
  public void close() {
    server.close();
    threads.shutdownNow();
  }
}
