package io.heddle.connection;

import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;

/** What came in a batch, counted at its end. Belongs to the connection's thread. */
final class Tally {
  private int packets;
  private int publishes;
  private long publishBytes;

  void packet() {
    packets++;
  }

  /** One of the packets is a PUBLISH with a payload of this length. */
  void publish(int length) {
    publishes++;
    publishBytes += length;
  }

  /** Adds all to the counters, and begins anew. */
  void addTo(Counters counters, long bytes) {
    counters.add(Count.BYTES_RECEIVED, bytes);
    counters.add(Count.PACKETS_RECEIVED, packets);
    packets = 0;
    if (publishes > 0) {
      counters.add(Count.PUBLISHES_RECEIVED, publishes);
      counters.add(Count.PUBLISH_BYTES_RECEIVED, publishBytes);
      publishes = 0;
      publishBytes = 0;
    }
  }
}
