package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Attachment;
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
import io.heddle.session.Visit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Members of a share group that may not get everything. */
class ShareRightsTest {
  private final Counters counters = new Counters();
  private final QueueBudget budget = new QueueBudget(1_000_000);
  private final Shuttle shuttle = new Shuttle(0);
  private final SessionOptions options = Samples.options(2, 10, QueuePolicy.DROP_NEWEST);
  private final ShareGroup group =
      new ShareGroup(
          new DeliveryQueue(options, budget, counters, new Diary(SessionStore.NONE)),
          new Diary(SessionStore.NONE),
          QueuePolicy.DROP_NEWEST,
          new Ledger(counters));

  /** A session whose window takes two messages. */
  private final class Member {
    int asked;
    final RecordingOutlet outlet = new RecordingOutlet();
    final Set<String> topics;
    final Session session = new Session("c", options, budget, counters, SessionStore.NONE);
    Attachment attachment;

    Member(String... topics) {
      this.topics = new HashSet<>(List.of(topics));
      group.join(session, Subscription.of(TopicFilter.of("$share/g/#"), EXACTLY_ONCE));
      session.member(group, true);
      attachment = session.attach(visit());
      attachment.resume(shuttle);
    }

    private Visit visit() {
      return new Visit(outlet, 100, 10, null, this::mayReceive);
    }

    private boolean mayReceive(TopicName topic) {
      asked++;
      return topics.contains(topic.value());
    }

    void acknowledge(int packetId) {
      attachment.puback(packetId, ReasonCode.SUCCESS, shuttle);
    }

    void leave() {
      attachment.detach(false, 0);
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

  /** Somebody else takes the place of a member at the moment when it is asked. */
  @Test
  void whoTakesThePlaceOfAMemberGetsNothingByItsRights() {
    Member a = new Member("a");
    RecordingOutlet thief = new RecordingOutlet();
    a.attachment =
        a.session.attach(
            new Visit(
                a.outlet,
                100,
                10,
                null,
                topic -> {
                  a.session.attach(new Visit(thief, 100, 10, null, any -> false)).resume(shuttle);
                  return true;
                }));
    a.attachment.resume(shuttle);
    Member b = new Member("a");
    assertEquals(Outcome.SENT, deliver("a", AT_LEAST_ONCE));
    assertEquals(List.of(), thief.sent());
    assertEquals(List.of("a q1 #1"), b.outlet.sent());
    b.leave();
    assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    assertEquals(List.of(), thief.sent());
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

  @Test
  void whatWaitsGoesToWhoeverMayGetItNow() {
    Member a = new Member("a");
    Member b = new Member("b");
    a.leave();
    assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    a.topics.remove("a");
    b.topics.add("a");
    group.askAnew(shuttle);
    assertEquals(List.of("a q1 #1"), b.outlet.sent());
    a.comeBack();
    assertEquals(List.of(), a.outlet.sent());
  }

  @Test
  void whatNobodyMayGetAnyMoreIsDroppedWhereverItWaits() {
    Member a = new Member("a", "b");
    a.leave();
    deliver("b", AT_LEAST_ONCE);
    deliver("a", AT_LEAST_ONCE);
    deliver("b", AT_LEAST_ONCE);
    a.topics.remove("a");
    group.askAnew(shuttle);
    assertEquals(1, counters.dropped(DropReason.READ_DENIED));
    a.comeBack();
    assertEquals(List.of("b q1 #1", "b q1 #2"), a.outlet.sent());
    assertEquals(1, counters.dropped(DropReason.READ_DENIED));
  }

  @Test
  void whatMayNotBeSentAgainGoesToAnotherMember() {
    Member a = new Member("a");
    deliver("a", AT_LEAST_ONCE);
    deliver("a", EXACTLY_ONCE);
    assertEquals(List.of("a q1 #1", "a q2 #2"), a.outlet.sent());
    Member b = new Member("a");
    a.leave();
    a.topics.remove("a");
    a.comeBack();
    assertEquals(List.of(), a.outlet.sent());
    assertEquals(List.of("a q1 #1"), b.outlet.sent());
    assertEquals(1, counters.dropped(DropReason.READ_DENIED), "at QoS 2 it may have come");
  }

  @Test
  void whatMayNotBeSentAgainAndIsForNobodyIsDropped() {
    Member a = new Member("a");
    new Member("b");
    deliver("a", AT_LEAST_ONCE);
    a.leave();
    a.topics.remove("a");
    a.comeBack();
    assertEquals(1, counters.dropped(DropReason.READ_DENIED));
    a.topics.add("a");
    a.acknowledge(1);
    assertEquals(List.of("a q1 #1"), a.outlet.sent(), "the first time");
  }

  @Test
  void whoHasRoomGetsWhatComesPastWhatItMayNotGet() {
    Member a = new Member("a");
    Member b = new Member("b");
    b.leave();
    deliver("b", AT_LEAST_ONCE);
    assertEquals(Outcome.SENT, deliver("a", AT_LEAST_ONCE));
    b.comeBack();
    assertEquals(List.of("b q1 #1"), b.outlet.sent());
    assertEquals(List.of("a q1 #1"), a.outlet.sent());
  }

  @Test
  void whoJoinsWhileSomethingWaitsGetsThatFirst() {
    Member a = new Member("a");
    a.leave();
    deliver("a", AT_LEAST_ONCE);
    Session late = new Session("late", options, budget, counters, SessionStore.NONE);
    RecordingOutlet outlet = new RecordingOutlet();
    Attachment attachment = late.attach(new Visit(outlet, 100, 10, null));
    attachment.resume(shuttle);
    group.join(late, Subscription.of(TopicFilter.of("$share/g/#"), AT_LEAST_ONCE));
    late.member(group, true);
    group.deliver(
        Samples.message("a", "2", AT_LEAST_ONCE, "p"), Samples.terms(AT_LEAST_ONCE), shuttle);
    assertEquals(List.of(), outlet.sent());
    attachment.pull(shuttle);
    assertEquals(List.of("a q1 #1", "2 q1 #2"), outlet.sent());
  }

  @Test
  void aMessageAsksOneMemberAndNoneThatHasNoRoom() {
    List<Member> many = IntStream.range(0, 100).mapToObj(i -> new Member("a")).toList();
    many.getLast().leave();
    for (int i = 0; i < 2 * 99; i++) {
      assertEquals(Outcome.SENT, deliver("a", AT_LEAST_ONCE));
    }
    assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    many.forEach(member -> member.asked = 0);
    for (int i = 0; i < 5; i++) {
      assertEquals(Outcome.QUEUED, deliver("a", AT_LEAST_ONCE));
    }
    assertEquals(5, many.stream().mapToInt(member -> member.asked).sum(), "may anyone get it?");
    many.getFirst().acknowledge(1);
    assertEquals(List.of("a q1 #1", "a q1 #2", "a q1 #3"), many.getFirst().outlet.sent());
  }

  @Test
  void whoIsAskedInVainIsNotAskedAboutEachMessage() {
    List<Member> absent = IntStream.range(0, 100).mapToObj(i -> new Member("a")).toList();
    absent.forEach(Member::leave);
    Member a = new Member("a");
    deliver("a", AT_LEAST_ONCE);
    absent.forEach(member -> member.asked = 0);
    a.acknowledge(1);
    assertEquals(Outcome.SENT, deliver("a", AT_LEAST_ONCE));
    assertEquals(Outcome.SENT, deliver("a", AT_MOST_ONCE));
    assertEquals(0, absent.stream().mapToInt(member -> member.asked).sum());
  }
}
