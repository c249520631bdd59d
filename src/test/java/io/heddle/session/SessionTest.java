package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a message: it goes out, waits, or is dropped. */
class SessionTest {
  private final CountedDrops drops = new CountedDrops();
  private final QueueBudget budget = new QueueBudget(1_000_000);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private final Shuttle shuttle = new Shuttle(0);
  private Session session = session(Samples.options(2, 3, QueuePolicy.DROP_NEWEST));

  private Session session(SessionOptions options) {
    return new Session("c", options, budget, drops, SessionStore.NONE);
  }

  private Attachment attach() {
    return session.attach(new Visit(outlet, 100, 65_535, null));
  }

  private Attachment online() {
    Attachment attachment = attach();
    attachment.resume(shuttle);
    return attachment;
  }

  private Outcome deliver(String payload, Qos qos) {
    return session.deliver(Samples.message(payload, qos), Samples.terms(qos), shuttle);
  }

  @Test
  void whoIsOnlineGetsIt() {
    online();
    assertEquals(Outcome.SENT, deliver("a", AT_MOST_ONCE));
    assertEquals(Outcome.SENT, deliver("b", AT_LEAST_ONCE));
    assertEquals(Outcome.SENT, deliver("c", EXACTLY_ONCE));
    assertEquals(List.of("a q0", "b q1 #1", "c q2 #2"), outlet.sent());
  }

  @Test
  void whoIsAbsentGetsQos1AndQos2Later() {
    assertEquals(Outcome.DROPPED, deliver("a", AT_MOST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("b", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("c", EXACTLY_ONCE));
    assertEquals(Map.of(DropReason.OFFLINE, 1L), drops.counts());
    Attachment attachment = online();
    assertEquals(List.of("b q1 #1", "c q2 #2"), outlet.sent());
    attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    attachment.pubrec(2, ReasonCode.SUCCESS, shuttle);
    attachment.pubcomp(2, shuttle);
    assertEquals(0, budget.used());
  }

  @Test
  void qos0WaitsTooIfTheOperatorWantsIt() {
    session =
        session(
            new SessionOptions(
                2, 3, 1_000_000, 0, QueuePolicy.DROP_NEWEST, Duration.ofSeconds(1), true));
    assertEquals(Outcome.QUEUED, deliver("a", AT_MOST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("b", AT_LEAST_ONCE));
    online();
    assertEquals(List.of("a q0", "b q1 #1"), outlet.sent());
  }

  @Test
  void untilConnackIsOnItsWayEverythingWaitsInItsOrder() {
    Attachment attachment = attach();
    assertEquals(Outcome.QUEUED, deliver("a", AT_MOST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("b", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("c", AT_MOST_ONCE));
    assertEquals(List.of(), outlet.sent());
    attachment.resume(shuttle);
    assertEquals(List.of("a q0", "b q1 #1", "c q0"), outlet.sent());
  }

  @Test
  void qos0DoesNotOvertakeQos0ThatWaits() {
    Attachment attachment = attach();
    deliver("a", AT_MOST_ONCE);
    outlet.room(0);
    attachment.resume(shuttle);
    assertEquals(Outcome.QUEUED, deliver("b", AT_MOST_ONCE));
    outlet.room(10);
    attachment.drained(shuttle);
    assertEquals(Outcome.SENT, deliver("c", AT_MOST_ONCE));
    assertEquals(List.of("a q0", "b q0", "c q0"), outlet.sent());
  }

  @Test
  void qos0OvertakesWhatWaitsForAcknowledgements() {
    online();
    deliver("a", AT_LEAST_ONCE);
    deliver("b", AT_LEAST_ONCE);
    assertEquals(Outcome.QUEUED, deliver("c", AT_LEAST_ONCE));
    assertEquals(Outcome.SENT, deliver("d", AT_MOST_ONCE));
    assertEquals(List.of("a q1 #1", "b q1 #2", "d q0"), outlet.sent());
  }

  @Test
  void anAcknowledgementLetsTheNextOneGo() {
    Attachment attachment = online();
    for (String payload : List.of("a", "b", "c", "d")) {
      deliver(payload, AT_LEAST_ONCE);
    }
    assertEquals(List.of("a q1 #1", "b q1 #2"), outlet.sent());
    assertTrue(attachment.puback(2, ReasonCode.SUCCESS, shuttle));
    assertEquals(List.of("c q1 #3"), outlet.sent());
    assertTrue(attachment.puback(1, ReasonCode.NO_MATCHING_SUBSCRIBERS, shuttle));
    assertEquals(List.of("d q1 #4"), outlet.sent());
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void ofQos2OnlyTheLastStepDoes() {
    Attachment attachment = online();
    for (String payload : List.of("a", "b", "c")) {
      deliver(payload, EXACTLY_ONCE);
    }
    outlet.sent();
    assertTrue(attachment.pubrec(1, ReasonCode.SUCCESS, shuttle));
    assertEquals(List.of(), outlet.sent());
    assertTrue(attachment.pubcomp(1, shuttle));
    assertEquals(List.of("c q2 #3"), outlet.sent());
  }

  @Test
  void whatTheReceiverRefusesIsOverAndCounted() {
    Attachment attachment = online();
    deliver("a", AT_LEAST_ONCE);
    deliver("b", EXACTLY_ONCE);
    deliver("c", AT_LEAST_ONCE);
    deliver("d", AT_LEAST_ONCE);
    outlet.sent();
    assertTrue(attachment.puback(1, ReasonCode.QUOTA_EXCEEDED, shuttle));
    assertTrue(attachment.pubrec(2, ReasonCode.UNSPECIFIED_ERROR, shuttle));
    assertEquals(List.of("c q1 #3", "d q1 #4"), outlet.sent());
    assertEquals(Map.of(DropReason.REFUSED, 2L), drops.counts());
  }

  @Test
  void unknownIdentifiersAreToldAndChangeNothing() {
    Attachment attachment = online();
    assertEquals(false, attachment.puback(7, ReasonCode.QUOTA_EXCEEDED, shuttle));
    assertEquals(false, attachment.pubrec(7, ReasonCode.SUCCESS, shuttle));
    assertEquals(false, attachment.pubrec(7, ReasonCode.UNSPECIFIED_ERROR, shuttle));
    assertEquals(false, attachment.pubcomp(7, shuttle));
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void whatIsTooLargeTakesNoPlaceInTheWindow() {
    Attachment attachment = online();
    outlet.largest(3);
    for (int i = 0; i < 5; i++) {
      assertEquals(Outcome.DROPPED, deliver("large", AT_LEAST_ONCE));
    }
    assertEquals(Outcome.SENT, deliver("a", AT_LEAST_ONCE));
    assertEquals(Outcome.SENT, deliver("b", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("large", EXACTLY_ONCE));
    assertEquals(Outcome.QUEUED, deliver("c", EXACTLY_ONCE));
    outlet.sent();
    attachment.puback(7, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("c q2 #9"), outlet.sent());
  }

  @Test
  void aFullOutletStopsQos1AndItsDrainMovesItOn() {
    Attachment attachment = online();
    outlet.room(1);
    deliver("a", AT_LEAST_ONCE);
    assertEquals(Outcome.QUEUED, deliver("b", AT_LEAST_ONCE));
    assertEquals(List.of("a q1 #1"), outlet.sent());
    outlet.room(5);
    attachment.drained(shuttle);
    assertEquals(List.of("b q1 #2"), outlet.sent());
  }

  @Test
  void aFullQueueDropsTheNewest() {
    for (String payload : List.of("a", "b", "c")) {
      deliver(payload, AT_LEAST_ONCE);
    }
    assertEquals(Outcome.FULL, deliver("d", AT_LEAST_ONCE));
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), drops.counts());
    assertNull(outlet.ended());
  }

  @Test
  void orTheOldest() {
    session = session(Samples.options(10, 2, QueuePolicy.DROP_OLDEST));
    for (String payload : List.of("a", "b", "c")) {
      assertEquals(Outcome.QUEUED, deliver(payload, AT_LEAST_ONCE));
    }
    online();
    assertEquals(List.of("b q1 #1", "c q1 #2"), outlet.sent());
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), drops.counts());
  }

  @Test
  void orDisconnectsAndKeepsWhatWaits() {
    session = session(Samples.options(1, 1, QueuePolicy.DISCONNECT));
    online();
    deliver("a", AT_LEAST_ONCE);
    deliver("b", AT_LEAST_ONCE);
    assertNull(outlet.ended());
    assertEquals(Outcome.FULL, deliver("c", AT_LEAST_ONCE));
    assertEquals(ReasonCode.QUOTA_EXCEEDED, outlet.ended());
    assertEquals(1, session.outbound.queue().size());
  }

  @Test
  void whenAllQueuesAreFullTogetherTheNewestIsDropped() {
    int weight = Samples.message("a", AT_LEAST_ONCE).weight();
    SessionOptions options = Samples.options(1, 10, QueuePolicy.DROP_OLDEST);
    session = new Session("c", options, new QueueBudget(weight), drops, SessionStore.NONE);
    assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    assertEquals(Outcome.FULL, deliver("b", AT_LEAST_ONCE));
    assertEquals(Map.of(DropReason.MEMORY_FULL, 1L), drops.counts());
  }

  @Test
  void whatExpiresWhileItWaitsIsNotSent() {
    session.deliver(
        Samples.expiring("a", AT_LEAST_ONCE, 100), Samples.terms(AT_LEAST_ONCE), shuttle);
    deliver("b", AT_LEAST_ONCE);
    shuttle.now(100);
    online();
    assertEquals(List.of("b q1 #1"), outlet.sent());
    assertEquals(Map.of(DropReason.EXPIRED, 1L), drops.counts());
  }

  @Test
  void anEndedSessionTakesNothing() {
    online();
    session.end();
    assertEquals(Outcome.DROPPED, deliver("a", AT_MOST_ONCE));
    assertEquals(Outcome.DROPPED, deliver("b", AT_LEAST_ONCE));
    assertEquals(List.of(), outlet.sent());
    assertEquals(Map.of(DropReason.SESSION_ENDED, 2L), drops.counts());
  }
}
