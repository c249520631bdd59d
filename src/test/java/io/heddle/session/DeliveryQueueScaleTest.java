package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits and the order of dropping, and what a full queue costs whoever offers to it. */
class DeliveryQueueScaleTest {
  private static final int MANY = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
  private final QueueBudget budget = new QueueBudget(1L << 40);

  private DeliveryQueue queue(int messages) {
    SessionOptions options =
        new SessionOptions(
            10, messages, 1L << 40, 1L << 40, QueuePolicy.DROP_OLDEST, Duration.ZERO, true);
    return new DeliveryQueue(
        options,
        budget,
        (why, qos, count) -> drops.merge(why, count, Long::sum),
        new Diary(SessionStore.NONE));
  }

  private static Delivery delivery(String payload, Qos qos, long expiresAt) {
    Message message =
        new Message(
            TopicName.of("t"),
            Bytes.utf8(payload),
            qos,
            false,
            Properties.NONE,
            expiresAt,
            "publisher");
    return new Delivery(message, Terms.of(qos, false, new int[0]), null);
  }

  private static Delivery delivery(String payload) {
    return delivery(payload, Qos.AT_LEAST_ONCE, Message.NEVER);
  }

  private static String first(DeliveryQueue queue) {
    Delivery first = Samples.poll(queue);
    return first == null ? "nothing" : first.message().payload().text();
  }

  @Test
  void makesRoomByDroppingWhatIsExpiredThenQos0() {
    DeliveryQueue queue = queue(3);
    queue.offer(delivery("zero", Qos.AT_MOST_ONCE, Message.NEVER), new Shuttle(0));
    queue.offer(delivery("late", Qos.AT_LEAST_ONCE, 1000), new Shuttle(0));
    queue.offer(delivery("one"), new Shuttle(0));
    assertEquals(Offer.TAKEN, queue.offer(delivery("two"), new Shuttle(1000)));
    assertEquals(Map.of(DropReason.EXPIRED, 1L), drops);
    assertEquals(Offer.TAKEN, queue.offer(delivery("three"), new Shuttle(1000)));
    assertEquals(Map.of(DropReason.EXPIRED, 1L, DropReason.QUEUE_FULL, 1L), drops);
    assertEquals(Offer.FULL, queue.offer(delivery("four"), new Shuttle(1000)));
    assertEquals("one", first(queue));
    assertEquals("two", first(queue));
    assertEquals("three", first(queue));
    assertEquals(0, budget.used());
    assertNull(Samples.poll(queue));
  }

  @Test
  void findsWhatExpiresLaterAgainAndAgain() {
    DeliveryQueue queue = queue(2);
    queue.offer(delivery("a", Qos.AT_LEAST_ONCE, 2000), new Shuttle(0));
    queue.offer(delivery("b", Qos.AT_LEAST_ONCE, 1000), new Shuttle(0));
    assertEquals(Offer.FULL, queue.offer(delivery("c"), new Shuttle(999)));
    assertEquals(Offer.TAKEN, queue.offer(delivery("c"), new Shuttle(1000)));
    assertEquals(Offer.FULL, queue.offer(delivery("d"), new Shuttle(1999)));
    assertEquals(Offer.TAKEN, queue.offer(delivery("d"), new Shuttle(2000)));
    assertEquals(Map.of(DropReason.EXPIRED, 2L), drops);
  }

  @Test
  void aMessagePutBackMayExpire() {
    DeliveryQueue queue = queue(1);
    queue.putBack(delivery("back", Qos.AT_LEAST_ONCE, 1000), new Shuttle(0));
    assertEquals(Offer.TAKEN, queue.offer(delivery("new"), new Shuttle(1000)));
  }

  @Test
  void offeringToAFullQueueCostsTheSameHoweverLongItIs() {
    DeliveryQueue queue = queue(MANY);
    for (int i = 0; i < MANY; i++) {
      queue.offer(delivery("x", Qos.AT_LEAST_ONCE, Long.MAX_VALUE - 1), new Shuttle(0));
    }
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < MANY; i++) {
            assertEquals(Offer.FULL, queue.offer(delivery("y"), new Shuttle(0)));
          }
          for (int i = 0; i < MANY; i++) {
            assertTrue(queue.offerDroppingOldest(delivery("z"), new Shuttle(0)));
          }
        });
    assertEquals(Map.of(DropReason.QUEUE_FULL, (long) MANY), drops);
  }

  @Test
  void droppingQos0CostsTheSameWhateverLiesBeforeIt() {
    DeliveryQueue queue = queue(2 * MANY);
    for (int i = 0; i < MANY; i++) {
      queue.offer(delivery("stays"), new Shuttle(0));
    }
    for (int i = 0; i < MANY; i++) {
      queue.offer(delivery("goes", Qos.AT_MOST_ONCE, Message.NEVER), new Shuttle(0));
    }
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < MANY; i++) {
            assertEquals(Offer.TAKEN, queue.offer(delivery("new"), new Shuttle(0)));
          }
        });
    assertEquals(0, queue.qos0());
    assertEquals(2 * MANY, budget.messages());
    assertEquals(Map.of(DropReason.QUEUE_FULL, (long) MANY), drops);
  }

  @Test
  void whatIsPutBackComesFirstWhateverItsLevel() {
    DeliveryQueue queue = queue(10);
    queue.offer(delivery("zero", Qos.AT_MOST_ONCE, Message.NEVER), new Shuttle(0));
    queue.offer(delivery("one"), new Shuttle(0));
    queue.putBack(delivery("b"), new Shuttle(0));
    queue.putBack(delivery("a"), new Shuttle(0));
    queue.offer(delivery("two"), new Shuttle(0));
    for (String expected : new String[] {"a", "b", "zero", "one", "two"}) {
      assertEquals(expected, first(queue));
    }
    assertEquals(0, budget.messages());
  }

  @Test
  void droppingManyThatLieBetweenOthersTakesOnePass() {
    DeliveryQueue queue = queue(4 * MANY);
    for (int i = 0; i < 2 * MANY; i++) {
      queue.offer(delivery("stays"), new Shuttle(0));
      queue.offer(delivery("goes", Qos.AT_LEAST_ONCE, 1000), new Shuttle(0));
    }
    assertTimeoutPreemptively(
        LIMIT, () -> assertEquals(Offer.TAKEN, queue.offer(delivery("new"), new Shuttle(1000))));
    assertEquals(Map.of(DropReason.EXPIRED, 2L * MANY), drops);
    assertEquals(2 * MANY + 1, queue.size());
  }
}
