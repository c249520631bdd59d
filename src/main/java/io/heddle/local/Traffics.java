package io.heddle.local;

import io.heddle.api.Traffic;
import io.heddle.broker.Counters;
import io.heddle.broker.PacketCounts;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages of one local client, which count in those of the broker, too: each as a PUBLISH that
 * takes no bytes beside its payload. Safe for use by any thread.
 */
final class Traffics {
  private static final int PUBLISH = 0x30;

  private final Counters counters;
  private final LongAdder published = new LongAdder();
  private final LongAdder delivered = new LongAdder();

  Traffics(Counters counters) {
    this.counters = counters;
  }

  void published(Message message) {
    published.increment();
    count(counters.received(), message.qos(), message);
  }

  void delivered(Qos qos, Message message) {
    delivered.increment();
    count(counters.sent(), qos, message);
  }

  private static void count(PacketCounts counts, Qos qos, Message message) {
    int kind = PacketCounts.kind(PUBLISH | qos.value() << 1);
    counts.add(kind, 1, 0, message.payload().length());
  }

  Traffic now() {
    long in = published.sum();
    long out = delivered.sum();
    return new Traffic(in, 0, in, out, 0, out);
  }
}
