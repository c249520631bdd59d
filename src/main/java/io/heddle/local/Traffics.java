package io.heddle.local;

import io.heddle.api.Breakdown;
import io.heddle.api.Statistics.Packets;
import io.heddle.api.Traffic;
import io.heddle.broker.Counters;
import io.heddle.broker.PacketCounts;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The messages of one local client, which count in those of the broker, too: each as a PUBLISH that
 * takes no bytes beside its payload. Safe for use by any thread.
 */
final class Traffics {
  private static final int PUBLISH = 0x30;

  private final Counters counters;

  /** By QoS. */
  private final AtomicLongArray published = new AtomicLongArray(Qos.values().length);

  private final AtomicLongArray delivered = new AtomicLongArray(Qos.values().length);

  Traffics(Counters counters) {
    this.counters = counters;
  }

  void published(Message message) {
    published.incrementAndGet(message.qos().value());
    count(counters.received(), message.qos(), message);
  }

  void delivered(Qos qos, Message message) {
    delivered.incrementAndGet(qos.value());
    count(counters.sent(), qos, message);
  }

  private static void count(PacketCounts counts, Qos qos, Message message) {
    int kind = PacketCounts.kind(PUBLISH | qos.value() << 1);
    counts.add(kind, 1, 0, message.payload().length());
  }

  Traffic now() {
    return Traffic.of(breakdown(published), breakdown(delivered));
  }

  private static Breakdown breakdown(AtomicLongArray numbers) {
    Map<Qos, Long> messages = new EnumMap<>(Qos.class);
    long sum = 0;
    for (Qos qos : Qos.values()) {
      long number = numbers.get(qos.value());
      sum += number;
      if (number > 0) {
        messages.put(qos, number);
      }
    }
    return sum == 0
        ? Breakdown.NONE
        : new Breakdown(Map.of(PacketType.PUBLISH, new Packets(sum, 0)), messages);
  }
}
