package io.heddle.session;

import io.heddle.mqtt.Qos;
import java.util.Map;
import java.util.TreeMap;

/** Remembers what was dropped, and why. Safe for use by any thread. */
public final class CountedDrops implements Drops {
  private final Map<DropReason, Long> counts = new TreeMap<>();

  @Override
  public synchronized void dropped(DropReason reason, Qos qos, long messages) {
    counts.merge(reason, messages, Long::sum);
  }

  /** How many messages were dropped for each reason that came up. */
  public synchronized Map<DropReason, Long> counts() {
    return Map.copyOf(counts);
  }
}
