package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bytes that all sessions share: in their queues and in their windows. */
class QueueBudgetTest {
  private final QueueBudget budget = new QueueBudget(1000);

  @Test
  void eachMayHaveWhatItLeavesToTheOthers() {
    assertTrue(budget.take(500, 0));
    assertFalse(budget.take(1, 500));
    assertTrue(budget.take(250, 0));
    assertFalse(budget.take(1, 250));
    assertTrue(budget.take(100, 100));
    assertEquals(850, budget.used());
    assertFalse(budget.take(151, 0));
    budget.shift(-500);
    assertTrue(budget.take(1, 500));
    assertTrue(budget.allows(500));
    assertFalse(budget.allows(649));
  }

  @Test
  void aWindowIsBoundedInBytesAndCounted() {
    Message message = Samples.message("x".repeat(100_000), Qos.AT_LEAST_ONCE);
    QueueBudget large = new QueueBudget(1L << 30);
    SessionOptions options =
        new SessionOptions(
            1000, 1, 250_000, 1L << 30, QueuePolicy.DROP_NEWEST, Duration.ZERO, false);
    Inflight inflight = new Inflight(options, large, new Diary(SessionStore.NONE));
    for (int i = 0; i < 3; i++) {
      assertTrue(inflight.hasRoom());
      inflight.add(
          new Delivery(message, Terms.of(Qos.AT_LEAST_ONCE, false, new int[0]), null),
          new Shuttle(0));
    }
    assertFalse(inflight.hasRoom());
    assertEquals(3L * message.weight(), large.used());
    assertTrue(inflight.hasRoom(3), "what is sent again was there before");
    inflight.inOrder().forEach(inflight::remove);
    assertEquals(0, large.used());
    assertTrue(inflight.hasRoom());
  }
}
