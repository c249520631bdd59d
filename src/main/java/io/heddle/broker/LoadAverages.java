package io.heddle.broker;

import io.heddle.broker.Counters.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * How much happens in a minute: moving averages of the last 1, 5 and 15 minutes, computed as
 * Mosquitto does, so that its dashboards show the same. Belongs to {@link SysTopics}.
 */
final class LoadAverages {
  private static final double MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int[] MINUTES = {1, 5, 15};

  private final List<Measure> measures = new ArrayList<>();
  private long lastNanos;

  LoadAverages(Counters counters, long nanos) {
    this.lastNanos = nanos;
    measure("connections", () -> counters.get(Count.CONNECTIONS));
    measure("sockets", () -> counters.get(Count.SOCKETS));
    measure("messages/received", () -> counters.get(Count.PACKETS_RECEIVED));
    measure("messages/sent", () -> counters.get(Count.PACKETS_SENT));
    measure("publish/received", () -> counters.get(Count.PUBLISHES_RECEIVED));
    measure("publish/sent", () -> counters.get(Count.PUBLISHES_SENT));
    measure("publish/dropped", counters::dropped);
    measure("bytes/received", () -> counters.get(Count.BYTES_RECEIVED));
    measure("bytes/sent", () -> counters.get(Count.BYTES_SENT));
  }

  private void measure(String name, LongSupplier count) {
    measures.add(new Measure(name, count));
  }

  /** Takes in what happened since the last time, and tells each topic and its value. */
  void each(long nanos, BiConsumer<String, String> topic) {
    double minutes = (nanos - lastNanos) / MINUTE;
    lastNanos = nanos;
    for (Measure measure : measures) {
      measure.advance(minutes);
      for (int i = 0; i < MINUTES.length; i++) {
        String value = String.format(Locale.ROOT, "%.2f", measure.averages[i]);
        topic.accept("load/" + measure.name + "/" + MINUTES[i] + "min", value);
      }
    }
  }

  private static final class Measure {
    private final String name;
    private final LongSupplier count;
    private final double[] averages = new double[MINUTES.length];
    private long last;

    Measure(String name, LongSupplier count) {
      this.name = name;
      this.count = count;
    }

    private void advance(double minutes) {
      if (minutes <= 0) {
        return;
      }
      long now = count.getAsLong();
      double rate = (now - last) / minutes;
      last = now;
      for (int i = 0; i < averages.length; i++) {
        double kept = Math.exp(-minutes / MINUTES[i]);
        averages[i] = rate + kept * (averages[i] - rate);
      }
    }
  }
}
