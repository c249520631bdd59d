package io.heddle.config;

import io.heddle.metrics.MetricsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the metrics, and how they become that room's options. */
final class MetricsSettings {
  static final Setting<Integer> PORT =
      Setting.optional(
          "metrics.port",
          new Kind.Whole(0, 65_535),
          "8082",
          "The port at which Prometheus reads the metrics, at /metrics; 0 picks a free one, which the line `heddle ready` then tells."
              + " Without it there are none. An embedder needs the library prometheus-metrics-exporter-httpserver.");

  static final Setting<String> ADDRESS =
      Setting.of(
          "metrics.address",
          new Kind.Text("an address or a host name of this machine"),
          "127.0.0.1",
          "The address that the metrics' port is bound to. 0.0.0.0 is every IPv4 address of the machine, :: every address. Whoever"
              + " reaches it may read them: nobody is asked who he is.");

  static final List<Setting<?>> ALL = List.of(PORT, ADDRESS);

  private MetricsSettings() {}

  /** Where the metrics can be read, or null for nowhere. */
  static @Nullable MetricsOptions options(Values values) {
    return values.text(PORT).isEmpty()
        ? null
        : new MetricsOptions(values.get(ADDRESS), values.get(PORT));
  }
}
