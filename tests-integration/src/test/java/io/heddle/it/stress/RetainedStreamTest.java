package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand retained messages, one subscription, a slow reader, and values that change.
 */
class RetainedStreamTest {
  private static final int TOPICS = 100_000;
  private static final int WINDOW = 20;
  private static final int BATCH = 1000;

  private final Map<String, Integer> seen = new HashMap<>();

  @Test
  void isStreamedAndNeverLeavesAnOlderValue() throws Exception {
    try (Stressed broker = Stressed.start(192);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      for (int topic = 0; topic < TOPICS; topic += BATCH) {
        publisher.send(batch(topic));
        for (int i = 0; i < BATCH; i++) {
          publisher.expect(Packet.Puback.class);
        }
      }
      AtomicBoolean over = new AtomicBoolean();
      try (Peer reader = Peer.resuming(broker.image(), "reader", WINDOW)) {
        reader.sendSubscribe("r/#", Qos.AT_LEAST_ONCE);
        CompletableFuture<Map<String, Integer>> changes =
            CompletableFuture.supplyAsync(() -> change(publisher, over));
        while (seen.size() < TOPICS) {
          take(reader);
        }
        over.set(true);
        Map<String, Integer> last = changes.join();
        while (!seen.entrySet().containsAll(last.entrySet())) {
          take(reader);
        }
      }
      broker.check();
    }
  }

  private void take(Peer reader) throws IOException {
    if (reader.read() instanceof Packet.Publish publish) {
      String topic = Objects.requireNonNull(publish.topic()).value();
      int value = Integer.parseInt(publish.payload().text());
      Integer before = seen.put(topic, value);
      assertTrue(before == null || before <= value, () -> topic + ": " + before + ", " + value);
      reader.send(publish.puback(ReasonCode.SUCCESS));
    }
  }

  /** Publishes ever higher values to some of the topics; answers the last value of each. */
  private static Map<String, Integer> change(Peer publisher, AtomicBoolean over) {
    Map<String, Integer> last = new HashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    try {
      for (int value = 1; !over.get(); value++) {
        int topic = random.nextInt(TOPICS);
        publisher.send(retained(topic, value));
        publisher.expect(Packet.Puback.class);
        last.put("r/" + topic % 10 + "/" + topic, value);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return last;
  }

  private static Packet.Publish retained(int topic, int value) {
    TopicName name = TopicName.of("r/" + topic % 10 + "/" + topic);
    Bytes payload = Bytes.utf8(Integer.toString(value));
    return new Packet.Publish(false, Qos.AT_LEAST_ONCE, true, name, 1, Properties.NONE, payload);
  }

  private static byte[] batch(int first) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int topic = first; topic < first + BATCH; topic++) {
      bytes.writeBytes(Peer.bytes(retained(topic, 0)));
    }
    return bytes.toByteArray();
  }
}
