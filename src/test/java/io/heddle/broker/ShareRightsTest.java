package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.QueueBudget;
import io.heddle.session.QueuePolicy;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Members of a share group that may not get everything. */
class ShareRightsTest {
  private final Counters counters = new Counters();
  private final QueueBudget budget = new QueueBudget(1_000_000);
  private final Shuttle shuttle = new Shuttle(0);
  private final SessionOptions options = Samples.options(2, 10, QueuePolicy.DROP_NEWEST);
  private final ShareGroup group =
      new ShareGroup(
          new DeliveryQueue(options, budget, counters), QueuePolicy.DROP_NEWEST, counters);

  /** A session whose window takes two messages. */
  private final class Member {
    final RecordingOutlet outlet = new RecordingOutlet();
    final Set<String> topics;
    final Session session = new Session("c", options, budget, counters);
    Attachment attachment;

    Member(String... topics) {
      this.topics = new HashSet<>(List.of(topics));
      group.join(session, Subscription.of(TopicFilter.of("$share/g/#"), AT_LEAST_ONCE));
      session.member(group, true);
      attachment = session.attach(visit());
      attachment.resume(shuttle);
    }

    private Visit visit() {
      return new Visit(outlet, 100, 10, null, topic -> topics.contains(topic.value()));
    }

    void leave() {
      attachment.detach(false);
    }

    void comeBack() {
      attachment = session.attach(visit());
      attachment.resume(shuttle);
    }
  }

  private Outcome deliver(String topic, Qos qos) {
    return group.deliver(Samples.message(topic, topic, qos, "p"), Samples.terms(qos), shuttle);
  }

  @Test
  void whoMayNotGetItIsPassedOver() {
    Member a = new Member("a");
    Member both = new Member("a", "b");
    for (Qos qos : List.of(AT_MOST_ONCE, AT_LEAST_ONCE, AT_MOST_ONCE)) {
      assertEquals(Outcome.SENT, deliver("b", qos));
    }
    assertEquals(List.of(), a.outlet.sent());
    assertEquals(List.of("b q0", "b q1 #1", "b q0"), both.outlet.sent());
  }

  @Test
  void whatNobodyMayGetIsDropped() {
    new Member("a");
    assertEquals(Outcome.DROPPED, deliver("b", AT_LEAST_ONCE));
    assertEquals(Outcome.DROPPED, deliver("b", AT_MOST_ONCE));
    assertEquals(2, counters.dropped(DropReason.READ_DENIED));
  }

  @Test
  void whatWaitsForAnAbsentMemberHoldsNoOtherUp() {
    Member a = new Member("a");
    Member b = new Member("b");
    b.leave();
    assertEquals(Outcome.QUEUED, deliver("b", AT_LEAST_ONCE));
    deliver("a", AT_LEAST_ONCE);
    deliver("a", AT_LEAST_ONCE);
    assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    assertEquals(List.of("a q1 #1", "a q1 #2"), a.outlet.sent());
    a.attachment.puback(1, ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("a q1 #3"), a.outlet.sent());
    b.comeBack();
    assertEquals(List.of("b q1 #1"), b.outlet.sent());
  }

  @Test
  void whatNobodyMayGetAnyMoreStandsInNobodysWay() {
    Member a = new Member("a", "b");
    a.outlet.room(0);
    deliver("b", AT_LEAST_ONCE);
    deliver("a", AT_LEAST_ONCE);
    a.topics.remove("b");
    a.outlet.room(10);
    a.attachment.drained(shuttle);
    assertEquals(List.of("a q1 #1"), a.outlet.sent());
    assertEquals(1, counters.dropped(DropReason.READ_DENIED));
  }
}
