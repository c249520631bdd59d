package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.session.Offer.FULL;
import static io.heddle.session.Offer.NO_MEMORY;
import static io.heddle.session.Offer.TAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What waits, within which limits, and what is dropped first. */
class DeliveryQueueTest {
  private static final int WEIGHT = Samples.message("x", AT_LEAST_ONCE).weight();

  private final CountedDrops drops = new CountedDrops();
  private final QueueBudget budget = new QueueBudget(100L * WEIGHT);

  private DeliveryQueue queue(int messages, long bytes) {
    SessionOptions options =
        new SessionOptions(
            10, messages, bytes, 0, QueuePolicy.DROP_NEWEST, Duration.ofSeconds(1), false);
    return new DeliveryQueue(options, budget, drops, new Diary(SessionStore.NONE));
  }

  private DeliveryQueue queue(int messages) {
    return queue(messages, 1_000_000);
  }

  private static Offer offer(DeliveryQueue queue, String payload, Qos qos) {
    return queue.offer(Samples.delivery(payload, qos), new Shuttle(0));
  }

  private static Offer offer(DeliveryQueue queue, Message message, long now) {
    return queue.offer(new Delivery(message, Samples.terms(message.qos()), null), new Shuttle(now));
  }

  private static String text(Delivery delivery) {
    return new String(delivery.message().payload().toArray(), StandardCharsets.UTF_8);
  }

  private static String drain(DeliveryQueue queue) {
    List<String> all = new ArrayList<>();
    for (Delivery next = Samples.poll(queue); next != null; next = Samples.poll(queue)) {
      all.add(text(next));
    }
    return String.join(" ", all);
  }

  @Test
  void firstInFirstOut() {
    DeliveryQueue queue = queue(10);
    offer(queue, "a", AT_LEAST_ONCE);
    offer(queue, "b", AT_MOST_ONCE);
    offer(queue, "c", AT_LEAST_ONCE);
    assertEquals("a", text(queue.peek(0)));
    assertEquals(3, queue.size());
    assertEquals(1, queue.qos0());
    assertEquals("a b c", drain(queue));
    assertNull(queue.peek(0));
    assertEquals(0, queue.qos0());
  }

  @Test
  void bytesAreCountedInAndOutAndInTheBudget() {
    DeliveryQueue queue = queue(10);
    offer(queue, "a", AT_LEAST_ONCE);
    offer(queue, "b", AT_MOST_ONCE);
    assertEquals(2L * WEIGHT, queue.bytes());
    assertEquals(2L * WEIGHT, budget.used());
    queue.putBack(Samples.delivery("c", AT_LEAST_ONCE), new Shuttle(0));
    assertEquals(3L * WEIGHT, budget.used());
    Samples.poll(queue);
    queue.clear(DropReason.SESSION_ENDED);
    assertEquals(0, queue.bytes());
    assertEquals(0, budget.used());
    assertEquals(Map.of(DropReason.SESSION_ENDED, 2L), drops.counts());
  }

  @Test
  void theLimitOfMessagesIsExact() {
    DeliveryQueue queue = queue(2);
    assertEquals(TAKEN, offer(queue, "a", AT_LEAST_ONCE));
    assertTrue(queue.hasRoom(Samples.message("b", AT_LEAST_ONCE).weight()));
    assertEquals(TAKEN, offer(queue, "b", AT_LEAST_ONCE));
    assertFalse(queue.hasRoom(Samples.message("c", AT_LEAST_ONCE).weight()));
    assertEquals(FULL, offer(queue, "c", AT_LEAST_ONCE));
    assertEquals(Map.of(), drops.counts(), "who offers decides and counts");
  }

  @Test
  void theLimitOfBytesIsExact() {
    DeliveryQueue queue = queue(10, 2L * WEIGHT);
    assertEquals(TAKEN, offer(queue, "a", AT_LEAST_ONCE));
    assertEquals(TAKEN, offer(queue, "b", AT_LEAST_ONCE));
    assertEquals(FULL, offer(queue, "c", AT_LEAST_ONCE));
  }

  @Test
  void whatIsExpiredMakesRoomFirst() {
    DeliveryQueue queue = queue(3);
    offer(queue, "zero", AT_MOST_ONCE);
    offer(queue, Samples.expiring("old", AT_LEAST_ONCE, 100), 0);
    offer(queue, "one", AT_LEAST_ONCE);
    assertEquals(TAKEN, offer(queue, Samples.message("new", AT_LEAST_ONCE), 100));
    assertEquals("zero one new", drain(queue));
    assertEquals(Map.of(DropReason.EXPIRED, 1L), drops.counts());
  }

  @Test
  void thenQos0OldestFirstAndNoMoreThanNeeded() {
    DeliveryQueue queue = queue(3);
    offer(queue, "one", AT_LEAST_ONCE);
    offer(queue, "zero", AT_MOST_ONCE);
    offer(queue, "zero too", AT_MOST_ONCE);
    assertEquals(TAKEN, offer(queue, "new", AT_MOST_ONCE));
    assertEquals("one zero too new", drain(queue));
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), drops.counts());
  }

  @Test
  void theOldestMakesRoomWhenThePolicySaysSo() {
    DeliveryQueue queue = queue(2);
    offer(queue, "a", AT_LEAST_ONCE);
    offer(queue, "b", AT_LEAST_ONCE);
    assertTrue(queue.offerDroppingOldest(Samples.delivery("c", AT_LEAST_ONCE), new Shuttle(0)));
    assertEquals("b c", drain(queue));
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), drops.counts());
  }

  @Test
  void aMessageThatNeverFitsDropsNobodyElse() {
    DeliveryQueue queue = queue(10, 3L * WEIGHT);
    offer(queue, "a", AT_MOST_ONCE);
    offer(queue, "b", AT_LEAST_ONCE);
    Delivery huge = Samples.delivery("x".repeat(3 * WEIGHT), AT_LEAST_ONCE);
    assertFalse(queue.couldTake(huge.message()));
    assertEquals(FULL, queue.offer(huge, new Shuttle(0)));
    assertFalse(queue.offerDroppingOldest(huge, new Shuttle(0)));
    assertEquals("a b", drain(queue));
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void allQueuesTogetherHaveALimit() {
    DeliveryQueue first = queue(1000);
    DeliveryQueue second = queue(1000);
    // Each may have what it leaves to the others: a half, then a half of that half.
    for (int i = 0; i < 50; i++) {
      assertEquals(TAKEN, offer(first, "a", AT_LEAST_ONCE));
    }
    assertEquals(NO_MEMORY, offer(first, "a", AT_LEAST_ONCE));
    for (int i = 0; i < 25; i++) {
      assertEquals(TAKEN, offer(second, "b", AT_LEAST_ONCE));
    }
    assertEquals(NO_MEMORY, offer(second, "b", AT_LEAST_ONCE));
    assertEquals(75L * WEIGHT, budget.used());
    Samples.poll(first);
    assertEquals(TAKEN, offer(second, "b", AT_LEAST_ONCE));
  }

  @Test
  void peekDropsWhatExpiredMeanwhile() {
    DeliveryQueue queue = queue(10);
    offer(queue, Samples.expiring("a", AT_LEAST_ONCE, 100), 0);
    offer(queue, Samples.expiring("b", AT_MOST_ONCE, 200), 0);
    assertEquals("a", text(queue.peek(99)));
    assertEquals("b", text(queue.peek(100)));
    assertNull(queue.peek(200));
    assertTrue(queue.isEmpty());
    assertEquals(0, budget.used());
    assertEquals(Map.of(DropReason.EXPIRED, 2L), drops.counts());
  }

  @Test
  void whatIsPutBackComesFirstWhateverTheLimits() {
    DeliveryQueue queue = queue(1);
    offer(queue, "b", AT_LEAST_ONCE);
    queue.putBack(Samples.delivery("a", AT_LEAST_ONCE), new Shuttle(0));
    assertEquals(2, queue.size());
    assertEquals("a b", drain(queue));
  }
}
