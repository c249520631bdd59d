package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** How old the first message of a queue is, without a time for each. */
class ComingTest {
  private static final Terms QOS1 = Terms.of(Qos.AT_LEAST_ONCE, false, new int[0]);
  private static final Message MESSAGE =
      new Message(
          TopicName.of("t"),
          Bytes.utf8("x"),
          Qos.AT_LEAST_ONCE,
          false,
          Properties.NONE,
          Message.NEVER,
          "");

  private final DeliveryQueue queue =
      new DeliveryQueue(
          new SessionOptions(
              100,
              1_000_000,
              1_000_000_000,
              1_000_000_000,
              QueuePolicy.DROP_OLDEST,
              java.time.Duration.ZERO,
              false),
          new QueueBudget(1_000_000_000),
          new CountedDrops(),
          new Diary(SessionStore.NONE));

  private void offer(long now) {
    queue.offer(new Delivery(MESSAGE, QOS1, null), new Shuttle(now));
  }

  @Test
  void anEmptyQueueHasNone() {
    assertEquals(0, queue.coming().since());
    offer(5000);
    assertEquals(5000, queue.coming().since());
    queue.clear(DropReason.EXPIRED);
    assertEquals(0, queue.coming().since());
    offer(9000);
    assertEquals(9000, queue.coming().since());
    assertEquals(2, queue.coming().number());
  }

  @Test
  void theAgeIsNearlyRightHoweverLongTheQueueIs() {
    ArrayDeque<Long> times = new ArrayDeque<>();
    long now = 1_000_000;
    for (int i = 0; i < 200_000; i++) {
      now += 37 + i % 400;
      offer(now);
      times.add(now);
      boolean falls = i > 50_000 && i < 120_000;
      for (int taken = falls ? 2 : i % 3 == 0 ? 1 : 0; taken > 0 && times.size() > 1; taken--) {
        queue.take(queue.peek(now));
        times.removeFirst();
      }
      if (i % 17 == 0) {
        long age = now - times.getFirst();
        long told = now - queue.coming().since();
        assertTrue(told >= age && told - age <= 1500 + age / 2, i + ": " + told + " not " + age);
      }
    }
  }
}
