package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The window of messages that were sent and are not acknowledged. */
class InflightTest {
  private static final int ALL = 65_535;

  private final QueueBudget budget = new QueueBudget(Long.MAX_VALUE);
  private final Inflight inflight =
      new Inflight(options(50_000_000), budget, new Diary(SessionStore.NONE));

  private static SessionOptions options(long bytes) {
    return new SessionOptions(ALL, 1, bytes, bytes, QueuePolicy.DROP_NEWEST, Duration.ZERO, false);
  }

  private static Delivery at(Qos qos) {
    return Samples.delivery("x", qos);
  }

  private int add(Qos qos) {
    return inflight.add(at(qos), new Shuttle(0));
  }

  private List<Integer> order() {
    return inflight.inOrder().stream().map(delivery -> delivery.packetId).toList();
  }

  @Test
  void identifiersAreGivenOutInTurnAlsoWhenTheLastOneIsFreeAgain() {
    for (int id = 1; id <= 10; id++) {
      assertEquals(id, add(AT_LEAST_ONCE));
      assertNotNull(inflight.acknowledged(id));
    }
    assertEquals(0, inflight.size());
  }

  @Test
  void theyBeginAgainAfterTheLast() {
    for (int id = 1; id <= ALL; id++) {
      assertEquals(id, add(AT_LEAST_ONCE));
      inflight.acknowledged(id);
    }
    assertEquals(1, add(AT_LEAST_ONCE));
  }

  @Test
  void aStragglerIsPassedOver() {
    int straggler = add(AT_LEAST_ONCE);
    for (int i = 2; i <= ALL; i++) {
      int id = add(AT_LEAST_ONCE);
      assertTrue(id != straggler, "given out twice");
      inflight.acknowledged(id);
    }
    int next = add(AT_LEAST_ONCE);
    assertTrue(next != straggler, "given out twice");
    assertEquals(List.of(straggler, next), order());
    assertNotNull(inflight.acknowledged(straggler));
  }

  @Test
  void everyIdentifierCanBeInFlight() {
    for (int i = 0; i < ALL; i++) {
      assertTrue(inflight.hasRoom());
      add(AT_LEAST_ONCE);
    }
    assertFalse(inflight.hasRoom());
    assertEquals(
        IntStream.rangeClosed(1, ALL).boxed().toList(), order().stream().sorted().toList());
    inflight.acknowledged(777);
    assertEquals(777, add(EXACTLY_ONCE));
  }

  @Test
  void growingLosesNobody() {
    Map<Integer, Delivery> model = new HashMap<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      boolean more = model.isEmpty() || random.nextInt(100) < (i / 4000 % 2 == 0 ? 60 : 40);
      if (more && model.size() < 2000) {
        Delivery delivery = at(AT_LEAST_ONCE);
        assertNull(model.put(inflight.add(delivery, new Shuttle(0)), delivery), "given out twice");
      } else {
        int id =
            model.keySet().stream().skip(random.nextInt(model.size())).findFirst().orElseThrow();
        assertSame(model.remove(id), inflight.acknowledged(id));
        assertNull(inflight.get(id));
      }
      assertEquals(model.size(), inflight.size());
    }
    model.forEach((id, delivery) -> assertSame(delivery, inflight.get(id)));
  }

  @Test
  void anIdentifierOfTheSameSlotIsNotMistaken() {
    add(AT_LEAST_ONCE);
    assertNull(inflight.get(1 + 8));
    assertNull(inflight.acknowledged(1 + 16));
    assertEquals(1, inflight.size());
  }

  @Test
  void pubackEndsQos1Only() {
    int one = add(AT_LEAST_ONCE);
    int two = add(EXACTLY_ONCE);
    assertNull(inflight.acknowledged(two));
    assertNotNull(inflight.acknowledged(one));
    assertNull(inflight.acknowledged(one), "a second time");
    assertEquals(List.of(two), order());
  }

  @Test
  void qos2EndsWithPubcompAndOnlyAfterPubrec() {
    int id = add(EXACTLY_ONCE);
    assertNull(inflight.completed(id));
    assertNotNull(inflight.received(id));
    assertNotNull(inflight.received(id), "a repeat is as the first");
    assertEquals(1, inflight.size());
    assertNotNull(inflight.completed(id));
    assertNull(inflight.completed(id));
    assertNull(inflight.received(id));
  }

  @Test
  void pubrecAndItsErrorMeanNothingForQos1() {
    int id = add(AT_LEAST_ONCE);
    assertNull(inflight.received(id));
    assertNull(inflight.refused(id));
    assertNull(inflight.completed(id));
    assertEquals(1, inflight.size());
  }

  @Test
  void anErrorEndsQos2OnlyBeforeItIsLetGo() {
    int refused = add(EXACTLY_ONCE);
    int released = add(EXACTLY_ONCE);
    inflight.received(released);
    assertNotNull(inflight.refused(refused));
    assertNull(inflight.refused(released));
    assertEquals(List.of(released), order());
  }

  @Test
  void redeliveryIsInTheOrderOfSendingAndPubrelsInThatOfPubrecs() {
    for (int i = 0; i < 6; i++) {
      add(EXACTLY_ONCE);
    }
    inflight.received(5);
    inflight.received(2);
    inflight.received(5);
    assertEquals(List.of(1, 3, 4, 6, 5, 2), order());
  }

  @Test
  void aLowerLimitStopsNewOnesOnly() {
    add(AT_LEAST_ONCE);
    add(AT_LEAST_ONCE);
    add(AT_LEAST_ONCE);
    inflight.limit(2);
    assertFalse(inflight.hasRoom());
    assertFalse(inflight.hasRoom(1));
    assertTrue(inflight.hasRoom(2), "two of the three are yet to be sent");
    inflight.acknowledged(1);
    inflight.acknowledged(2);
    assertTrue(inflight.hasRoom());
  }

  @Test
  void theWindowIsBoundedInBytesTooAndEveryByteComesBackToTheBudget() {
    Inflight narrow = new Inflight(options(1_000_000), budget, new Diary(SessionStore.NONE));
    int id = narrow.add(Samples.delivery("x".repeat(600_000), Qos.AT_LEAST_ONCE), new Shuttle(0));
    assertTrue(narrow.hasRoom());
    int second =
        narrow.add(Samples.delivery("x".repeat(600_000), Qos.EXACTLY_ONCE), new Shuttle(0));
    assertFalse(narrow.hasRoom(), "a million bytes are in flight");
    assertTrue(budget.used() > 1_200_000);
    narrow.acknowledged(id);
    assertTrue(narrow.hasRoom());
    narrow.received(second);
    narrow.completed(second);
    assertEquals(0, budget.used());
  }
}
