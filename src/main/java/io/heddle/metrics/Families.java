package io.heddle.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.Arrays;
import java.util.Map;

/** Collects the metrics of one answer. Belongs to one thread. */
final class Families {
  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /** A counter without labels; Prometheus adds {@code _total} to its name. */
  void counter(String name, String help, double value) {
    counter(name, help, Map.of(Labels.EMPTY, value));
  }

  /** A counter of whole things. */
  void counter(String name, String help, long value) {
    counter(name, help, (double) value);
  }

  /** A counter with a value for each set of labels. */
  void counter(String name, String help, Map<Labels, Double> values) {
    CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
    values.forEach((labels, value) ->
        family.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build()));
    all.metricSnapshot(family.build());
  }

  /** A value that goes up and down. */
  void gauge(String name, String help, double value) {
    gauge(name, help, Map.of(Labels.EMPTY, value));
  }

  /** A gauge of whole things. */
  void gauge(String name, String help, long value) {
    gauge(name, help, (double) value);
  }

  /** A gauge with a value for each set of labels. */
  void gauge(String name, String help, Map<Labels, Double> values) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    values.forEach((labels, value) ->
        family.dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    all.metricSnapshot(family.build());
  }

  /** A distribution in classes, the last of which has no bound. */
  void histogram(String name, String help, double[] bounds, long[] counts, double sum) {
    double[] upper = Arrays.copyOf(bounds, bounds.length + 1);
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    all.metricSnapshot(
        HistogramSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(upper, counts))
                    .sum(sum)
                    .build())
            .build());
  }

  /** How often something was done, and how many seconds it took. */
  record Work(long count, double seconds) {}

  /** A number of things done and their time, for each set of labels. */
  void summary(String name, String help, Map<Labels, Work> values) {
    SummarySnapshot.Builder family = SummarySnapshot.builder().name(name).help(help);
    values.forEach((labels, work) ->
        family.dataPoint(
            SummarySnapshot.SummaryDataPointSnapshot.builder()
                .labels(labels)
                .count(work.count)
                .sum(work.seconds)
                .build()));
    all.metricSnapshot(family.build());
  }

  /** What does not change: the labels say it. */
  void info(String name, String help, Labels labels) {
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build())
            .build());
  }

  MetricSnapshots build() {
    return all.build();
  }
}
