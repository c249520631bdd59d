package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Delivery;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.Diary;
import io.heddle.session.DropReason;
import io.heddle.session.Ledger;
import io.heddle.session.Outcome;
import io.heddle.session.QueueBudget;
import io.heddle.session.QueuePolicy;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.session.SessionOptions;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import io.heddle.session.Visit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who of a group gets a message, and when it waits. */
class ShareDispatchTest {
  private static final TopicFilter FILTER = TopicFilter.of("$share/g/t");

  private final Counters counters = new Counters();
  private final QueueBudget budget = new QueueBudget(1_000_000);
  private final Shuttle shuttle = new Shuttle(0);
  private ShareGroup group = group(QueuePolicy.DROP_NEWEST);
  private final Member a = new Member(FILTER, AT_LEAST_ONCE);
  private final Member b = new Member(FILTER, AT_LEAST_ONCE);

  private ShareGroup group(QueuePolicy policy) {
    SessionOptions options = Samples.options(9, 3, policy);
    return new ShareGroup(
        new DeliveryQueue(options, budget, counters, new Diary(SessionStore.NONE)),
        new Diary(SessionStore.NONE),
        policy,
        new Ledger(counters));
  }

  /** A session whose window takes two messages. */
  private final class Member {
    final RecordingOutlet outlet = new RecordingOutlet();
    final Session session;
    final Subscription subscription;
    Attachment attachment;

    Member(TopicFilter filter, Qos qos) {
      this(Subscription.of(filter, qos));
    }

    Member(Subscription subscription) {
      this.subscription = subscription;
      SessionOptions options = Samples.options(2, 10, QueuePolicy.DROP_NEWEST);
      session = new Session("c", options, budget, counters, SessionStore.NONE);
    }

    Member join() {
      group.join(session, subscription);
      session.member(group, true);
      return this;
    }

    Member online() {
      attachment = session.attach(new Visit(outlet, 100, 10, null));
      attachment.resume(shuttle);
      return this;
    }

    void acknowledge(int packetId) {
      attachment.puback(packetId, ReasonCode.SUCCESS, shuttle);
    }
  }

  private Outcome deliver(String payload, Qos qos) {
    return group.deliver(Samples.message(payload, qos), Samples.terms(qos), shuttle);
  }

  private Map<DropReason, Long> drops() {
    Map<DropReason, Long> drops = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      if (counters.dropped(reason) > 0) {
        drops.put(reason, counters.dropped(reason));
      }
    }
    return drops;
  }

  @Test
  void inTurn() {
    a.join().online();
    b.join().online();
    for (String payload : List.of("1", "2", "3", "4")) {
      assertEquals(Outcome.SENT, deliver(payload, AT_MOST_ONCE));
    }
    assertEquals(List.of("1 q0", "3 q0"), a.outlet.sent());
    assertEquals(List.of("2 q0", "4 q0"), b.outlet.sent());
  }

  @Test
  void whoIsAbsentIsPassedOver() {
    a.join();
    b.join().online();
    deliver("1", AT_LEAST_ONCE);
    deliver("2", AT_LEAST_ONCE);
    assertEquals(List.of("1 q1 #1", "2 q1 #2"), b.outlet.sent());
    a.online();
    assertEquals(List.of(), a.outlet.sent());
  }

  @Test
  void whoHasNoRoomIsPassedOverToo() {
    a.join().online();
    b.join().online();
    a.outlet.room(0);
    for (String payload : List.of("1", "2")) {
      assertEquals(Outcome.SENT, deliver(payload, AT_LEAST_ONCE));
    }
    assertEquals(List.of("1 q1 #1", "2 q1 #2"), b.outlet.sent());
  }

  @Test
  void whenNobodyIsAbleItWaitsForWhoeverIsFirst() {
    a.join().online();
    b.join().online();
    for (int i = 1; i <= 4; i++) {
      deliver("x", AT_LEAST_ONCE);
    }
    assertEquals(Outcome.QUEUED, deliver("5", AT_LEAST_ONCE));
    assertEquals(Outcome.QUEUED, deliver("6", AT_LEAST_ONCE));
    a.outlet.sent();
    b.outlet.sent();
    b.acknowledge(1);
    assertEquals(List.of("5 q1 #3"), b.outlet.sent());
    a.acknowledge(1);
    assertEquals(List.of("6 q1 #3"), a.outlet.sent());
    for (int id = 2; id <= 3; id++) {
      a.acknowledge(id);
      b.acknowledge(id);
    }
    assertEquals(0, budget.used());
  }

  @Test
  void whatComesLaterWaitsBehindWhatWaits() {
    a.join();
    deliver("1", AT_LEAST_ONCE);
    deliver("2", AT_LEAST_ONCE);
    deliver("3", EXACTLY_ONCE);
    a.online();
    assertEquals(List.of("1 q1 #1", "2 q1 #2"), a.outlet.sent());
    a.acknowledge(1);
    assertEquals(List.of("3 q1 #3"), a.outlet.sent());
  }

  @Test
  void qos0NeverWaitsAndIsCountedForItsReason() {
    a.join();
    assertEquals(Outcome.DROPPED, deliver("1", AT_MOST_ONCE));
    assertEquals(Map.of(DropReason.OFFLINE, 1L), drops());
    a.online().outlet.room(0);
    assertEquals(Outcome.DROPPED, deliver("2", AT_MOST_ONCE));
    assertEquals(Map.of(DropReason.OFFLINE, 1L, DropReason.OUTBOX_FULL, 1L), drops());
  }

  @Test
  void qos0GoesOutAlsoWhileOthersWaitForAcknowledgements() {
    a.join().online();
    for (String payload : List.of("1", "2", "3")) {
      deliver(payload, AT_LEAST_ONCE);
    }
    assertEquals(Outcome.SENT, deliver("4", AT_MOST_ONCE));
    assertEquals(List.of("1 q1 #1", "2 q1 #2", "4 q0"), a.outlet.sent());
  }

  @Test
  void eachMemberGetsItItsOwnWay() {
    Member low =
        new Member(new Subscription(FILTER, AT_MOST_ONCE, false, true, RetainHandling.SEND, 7));
    low.join().online();
    Message message = Samples.message("1", AT_LEAST_ONCE).retained(true);
    group.deliver(message, Samples.terms(AT_LEAST_ONCE), shuttle);
    assertEquals(List.of("1 q0 retained"), low.outlet.sent());
    group.leave(low.session);
    a.join().online();
    group.deliver(message, Samples.terms(AT_LEAST_ONCE), shuttle);
    assertEquals(List.of("1 q1 #1"), a.outlet.sent());
  }

  @Test
  void aMemberThatSubscribesAnewIsStillOneMember() {
    a.join().join().online();
    b.join().online();
    for (String payload : List.of("1", "2", "3", "4")) {
      deliver(payload, AT_MOST_ONCE);
    }
    assertEquals(2, a.outlet.sent().size());
    assertEquals(2, b.outlet.sent().size());
  }

  @Test
  void aFullQueueDropsTheNewestOrTheOldest() {
    for (QueuePolicy policy : QueuePolicy.values()) {
      group = group(policy);
      Member member = new Member(FILTER, AT_LEAST_ONCE).join();
      for (String payload : List.of("1", "2", "3")) {
        assertEquals(Outcome.QUEUED, deliver(payload, AT_LEAST_ONCE));
      }
      boolean oldest = policy == QueuePolicy.DROP_OLDEST;
      assertEquals(oldest ? Outcome.QUEUED : Outcome.FULL, deliver("4", AT_LEAST_ONCE));
      member.online();
      String first = oldest ? "2" : "1";
      assertEquals(first + " q1 #1", member.outlet.sent().getFirst(), policy::toString);
    }
    assertEquals(Map.of(DropReason.QUEUE_FULL, 4L), drops());
  }

  @Test
  void whatExpiresWhileItWaitsIsNotSent() {
    a.join();
    group.deliver(Samples.expiring("1", AT_LEAST_ONCE, 10), Samples.terms(AT_LEAST_ONCE), shuttle);
    deliver("2", AT_LEAST_ONCE);
    shuttle.now(10);
    a.online();
    assertEquals(List.of("2 q1 #1"), a.outlet.sent());
    assertEquals(Map.of(DropReason.EXPIRED, 1L), drops());
  }

  @Test
  void whatAnEndedMemberHadGoesToOthersBeforeWhatWaits() {
    a.join().online();
    deliver("1", AT_LEAST_ONCE);
    deliver("2", AT_LEAST_ONCE);
    deliver("3", AT_LEAST_ONCE);
    b.join();
    List<Delivery> orphans = a.session.end().orphans().get(group);
    group.leave(a.session);
    group.redispatch(orphans, shuttle);
    b.online();
    b.acknowledge(1);
    assertEquals(List.of("1 q1 #1", "2 q1 #2", "3 q1 #3"), b.outlet.sent());
  }

  @Test
  void whoIsOnlineGetsThemAtOnce() {
    a.join().online();
    b.join();
    deliver("1", AT_LEAST_ONCE);
    b.online();
    List<Delivery> orphans = a.session.end().orphans().get(group);
    group.leave(a.session);
    group.redispatch(orphans, shuttle);
    assertEquals(List.of("1 q1 #1"), b.outlet.sent());
  }

  @Test
  void qos2ThatWasSentGoesToNobodyElse() {
    Member exact = new Member(FILTER, EXACTLY_ONCE).join().online();
    deliver("1", EXACTLY_ONCE);
    assertEquals(Map.of(), exact.session.end().orphans());
    assertEquals(Map.of(DropReason.SESSION_ENDED, 1L), drops());
  }

  @Test
  void theLastMemberTakesTheQueueWithIt() {
    a.join();
    b.join();
    deliver("1", AT_LEAST_ONCE);
    assertFalse(group.leave(a.session));
    assertTrue(group.leave(b.session));
    assertEquals(Map.of(DropReason.SESSION_ENDED, 1L), drops());
    assertEquals(0, budget.used());
    assertEquals(Outcome.DROPPED, deliver("2", AT_LEAST_ONCE));
    group.redispatch(
        List.of(
            new Delivery(
                Samples.message("3", AT_LEAST_ONCE),
                Terms.of(AT_LEAST_ONCE, false, new int[0]),
                null)),
        shuttle);
    assertEquals(Map.of(DropReason.SESSION_ENDED, 3L), drops());
  }
}
