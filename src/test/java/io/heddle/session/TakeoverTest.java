package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Will;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections come and go; the session stays, and who lost it can do it no harm. */
class TakeoverTest {
  private static final TopicFilter FILTER = TopicFilter.of("f");

  private final CountedDrops drops = new CountedDrops();
  private final Session session =
      new Session("c", Samples.options(), new QueueBudget(1_000_000), drops, SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);
  private final RecordingOutlet first = new RecordingOutlet();
  private final RecordingOutlet second = new RecordingOutlet();

  private Attachment attach(RecordingOutlet outlet, int receiveMaximum, Will will) {
    return session.attach(new Visit(outlet, 100, receiveMaximum, will));
  }

  private Attachment online(RecordingOutlet outlet) {
    Attachment attachment = attach(outlet, 65_535, null);
    attachment.resume(shuttle);
    return attachment;
  }

  private void deliver(String payload, Qos qos) {
    session.deliver(Samples.message(payload, qos), Samples.terms(qos), shuttle);
  }

  @Test
  void theDisplacedOneIsToldToGoAndGetsNothingMore() {
    online(first);
    deliver("a", AT_LEAST_ONCE);
    Attachment successor = attach(second, 65_535, null);
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, first.ended());
    assertEquals(List.of("a q1 #1"), first.sent());
    deliver("b", AT_LEAST_ONCE);
    deliver("c", AT_MOST_ONCE);
    assertEquals(List.of(), first.sent());
    assertEquals(List.of(), second.sent());
    successor.resume(shuttle);
    assertEquals(List.of("a q1 #1 dup", "b q1 #2", "c q0"), second.sent());
    assertNull(second.ended());
  }

  @Test
  void whatIsInFlightComesAgainInOrderBeforeWhatWaits() {
    Attachment attachment = online(first);
    for (String payload : List.of("a", "b", "c", "d")) {
      deliver(payload, EXACTLY_ONCE);
    }
    attachment.pubrec(3, ReasonCode.SUCCESS, shuttle);
    attachment.pubrec(1, ReasonCode.SUCCESS, shuttle);
    attachment.detach(true, 0);
    deliver("e", AT_LEAST_ONCE);
    online(second);
    assertEquals(
        List.of("pubrel #3", "pubrel #1", "b q2 #2 dup", "d q2 #4 dup", "e q1 #5"), second.sent());
  }

  @Test
  void aSmallerReceiveMaximumHoldsAlsoForWhatComesAgain() {
    online(first);
    for (String payload : List.of("a", "b", "c", "d")) {
      deliver(payload, AT_LEAST_ONCE);
    }
    Attachment successor = attach(second, 2, null);
    deliver("e", AT_LEAST_ONCE);
    successor.resume(shuttle);
    assertEquals(List.of("a q1 #1 dup", "b q1 #2 dup"), second.sent());
    successor.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("c q1 #3 dup"), second.sent());
    successor.puback(2, ReasonCode.SUCCESS, shuttle);
    successor.puback(3, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("d q1 #4 dup", "e q1 #5"), second.sent());
    deliver("f", AT_LEAST_ONCE);
    assertEquals(List.of(), second.sent(), "the window is full");
  }

  @Test
  void newMessagesDoNotOvertakeWhatComesAgain() {
    online(first);
    deliver("a", AT_LEAST_ONCE);
    deliver("b", AT_LEAST_ONCE);
    Attachment successor = attach(second, 65_535, null);
    second.room(1);
    successor.resume(shuttle);
    second.room(1);
    deliver("c", AT_LEAST_ONCE);
    assertEquals(List.of("a q1 #1 dup"), second.sent());
    second.room(5);
    successor.drained(shuttle);
    assertEquals(List.of("b q1 #2 dup", "c q1 #3"), second.sent());
  }

  @Test
  void whatHasBecomeTooLargeIsNotSentAgain() {
    online(first);
    deliver("large", AT_LEAST_ONCE);
    deliver("a", AT_LEAST_ONCE);
    second.largest(3);
    online(second);
    assertEquals(List.of("a q1 #2 dup"), second.sent());
    assertEquals(1, session.outbound.inflight().size());
  }

  @Test
  void acknowledgementsOfTheDisplacedOneDoNothing() {
    Attachment old = online(first);
    deliver("a", AT_LEAST_ONCE);
    deliver("b", EXACTLY_ONCE);
    online(second);
    second.sent();
    assertTrue(old.puback(1, ReasonCode.SUCCESS, shuttle), "nobody is left to hear of an error");
    assertTrue(old.pubrec(2, ReasonCode.SUCCESS, shuttle));
    assertTrue(old.pubrec(2, ReasonCode.UNSPECIFIED_ERROR, shuttle));
    assertTrue(old.pubcomp(2, shuttle));
    old.resume(shuttle);
    old.drained(shuttle);
    assertEquals(List.of(1, 2), inFlight());
    assertEquals(Delivery.State.SENT, session.outbound.inflight().get(2).state);
    assertEquals(List.of(), second.sent());
  }

  private List<Integer> inFlight() {
    return session.outbound.inflight().inOrder().stream().map(d -> d.packetId).toList();
  }

  @Test
  void norDoItsSubscriptions() {
    AtomicInteger published = new AtomicInteger();
    Attachment old = online(first);
    Attachment successor = online(second);
    Subscription wanted = Subscription.of(FILTER, AT_LEAST_ONCE);
    assertEquals(Change.STALE, old.subscribe(wanted, 10, published::incrementAndGet));
    assertEquals(Change.ADDED, successor.subscribe(wanted, 10, published::incrementAndGet));
    assertNull(old.unsubscribe(FILTER, published::incrementAndGet));
    assertEquals(1, published.get());
    assertEquals(List.of(wanted), session.subscriptions());
  }

  @Test
  void norDoItsLastWords() {
    Attachment old = online(first);
    attach(second, 10, Samples.will("w", 0)).resume(shuttle);
    old.expirySeconds(0);
    assertEquals(100, session.expirySeconds());
    assertFalse(old.detach(false, 0));
    assertFalse(old.isLast());
    assertEquals(-1, old.willDelaySeconds());
    assertNull(old.takeWill());
    assertSame(second, session.outlet());
    assertNotNull(session.takeWill());
  }

  @Test
  void subscriptionsAreAddedReplacedLimitedAndRemoved() {
    Attachment attachment = online(first);
    Subscription low = Subscription.of(FILTER, AT_MOST_ONCE);
    Subscription high = Subscription.of(FILTER, EXACTLY_ONCE);
    Subscription other = Subscription.of(TopicFilter.of("g"), AT_MOST_ONCE);
    assertEquals(Change.ADDED, attachment.subscribe(low, 1, () -> {}));
    assertEquals(Change.REPLACED, attachment.subscribe(high, 1, () -> {}));
    assertEquals(Change.TOO_MANY, attachment.subscribe(other, 1, () -> {}));
    assertEquals(high, session.subscription(FILTER));
    assertNull(attachment.unsubscribe(other.filter(), () -> {}));
    assertEquals(high, attachment.unsubscribe(FILTER, () -> {}));
    assertNull(session.subscription(FILTER));
  }

  @Test
  void theWillGoesToWhoeverTakesItFirst() {
    Will will = Samples.will("w", 7);
    Attachment attachment = attach(first, 10, will);
    assertEquals(7, attachment.willDelaySeconds());
    assertTrue(attachment.detach(true, 0));
    assertSame(will, attachment.takeWill().will());
    assertNull(attachment.takeWill());
    assertNull(attach(second, 10, null).takeDisplacedWill());
  }

  @Test
  void aWillThatIsNotKeptIsForgotten() {
    Attachment attachment = attach(first, 10, Samples.will("w", 7));
    attachment.detach(false, 0);
    assertEquals(-1, attachment.willDelaySeconds());
    assertNull(session.end().testament());
  }

  @Test
  void theSuccessorFindsTheWillOfWhoeverWasThere() {
    Will will = Samples.will("w", 0);
    Attachment old = attach(first, 10, will);
    assertSame(will, attach(second, 10, null).takeDisplacedWill().will());
    assertNull(old.takeWill());
    assertNull(session.takeWill());
  }

  @Test
  void whatIsToHappenLaterIsCalledOffByAReturn() {
    AtomicInteger calledOff = new AtomicInteger();
    Attachment attachment = online(first);
    attachment.detach(true, 0);
    attachment.departed(calledOff::incrementAndGet);
    assertEquals(0, calledOff.get());
    Attachment returned = online(second);
    assertEquals(1, calledOff.get());
    returned.detach(true, 0);
    returned.departed(calledOff::incrementAndGet);
    session.end();
    assertEquals(2, calledOff.get());
  }

  @Test
  void alsoByOneThatWasQuickerThanTheFarewell() {
    AtomicInteger calledOff = new AtomicInteger();
    Attachment attachment = online(first);
    attachment.detach(true, 0);
    online(second);
    attachment.departed(calledOff::incrementAndGet);
    assertEquals(1, calledOff.get());
    online(first);
    assertEquals(1, calledOff.get(), "the late note was not kept");
  }
}
