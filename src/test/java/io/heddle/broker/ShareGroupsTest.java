package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.Diary;
import io.heddle.session.Ledger;
import io.heddle.session.QueueBudget;
import io.heddle.session.QueuePolicy;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Subscriber;
import io.heddle.session.Visit;
import io.heddle.topic.Matches;
import io.heddle.topic.SubscriptionTrie;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups come with their first member and go with their last. */
class ShareGroupsTest {
  private static final TopicFilter FILTER = TopicFilter.of("$share/g/t");

  private final World world = new World();

  private World.Client member(String clientId) {
    return world.connect(clientId).subscribed(FILTER.value(), AT_LEAST_ONCE);
  }

  private long groups() {
    assertEquals(
        world.core.shareGroups(), world.core.subscriptions(), "only groups subscribe here");
    return world.core.shareGroups();
  }

  @Test
  void aGroupForEachNameAndFilter() {
    World.Client client = member("a").subscribed("$share/h/t", AT_LEAST_ONCE);
    client.subscribed("$share/g/u", AT_LEAST_ONCE);
    member("b");
    assertEquals(3, groups());
    world.publish("t", "1", AT_MOST_ONCE);
    assertEquals(List.of("1 q0", "1 q0"), client.sent(), "once as a g and once as an h");
    world.publish("t", "2", AT_MOST_ONCE);
    assertEquals(List.of("2 q0"), client.sent(), "it is b's turn in g");
  }

  @Test
  void theyGoWithTheirLastMember() {
    World.Client a = member("a");
    World.Client b = member("b");
    assertEquals(ReasonCode.SUCCESS, a.unsubscribe(FILTER.value()));
    assertEquals(ReasonCode.NO_SUBSCRIPTION_EXISTED, a.unsubscribe(FILTER.value()));
    assertEquals(1, groups());
    b.leave(false);
    world.pass(1000);
    assertEquals(0, groups());
    assertEquals(Router.Routed.NO_SUBSCRIBERS, world.publish("t", "1", AT_LEAST_ONCE));
  }

  @Test
  void whoJoinsGetsWhatWaits() {
    World.Client absent = member("a");
    absent.leave(true);
    world.publish("t", "1", AT_LEAST_ONCE);
    World.Client joined = member("b");
    assertEquals(List.of("1 q1 #1"), joined.sent());
    world.publish("t", "2", AT_LEAST_ONCE);
    assertEquals(List.of("2 q1 #2"), joined.sent());
  }

  @Test
  void whoReturnsGetsWhatWaits() {
    member("a").leave(true);
    world.publish("t", "1", AT_LEAST_ONCE);
    assertEquals(List.of("1 q1 #1"), world.connect("a").sent());
  }

  @Test
  void anEndedSessionsMessagesGoToTheOthers() {
    World.Client a = member("a");
    world.publish("t", "1", AT_LEAST_ONCE);
    World.Client b = member("b");
    a.leave(true);
    assertEquals(List.of(), b.sent());
    world.pass(1000);
    assertEquals(List.of("1 q1 #1"), b.sent());
    assertEquals(0, world.core.counters().dropped());
  }

  @Test
  void aTakenOverMemberStaysOne() {
    member("a");
    World.Client successor = world.connect("a");
    world.publish("t", "1", EXACTLY_ONCE);
    assertEquals(List.of("1 q1 #1"), successor.sent());
    assertEquals(1, groups());
  }

  @Test
  void aQosIsReplaced() {
    World.Client client = member("a");
    client.subscribed(FILTER.value(), Qos.AT_MOST_ONCE);
    world.publish("t", "1", AT_LEAST_ONCE);
    assertEquals(List.of("1 q0"), client.sent());
  }

  /** The displaced connection and its successor change the same subscription; the last is right. */
  @Test
  void membershipFollowsTheSessionWhoeverSaysSo() {
    SubscriptionTrie<Subscriber> trie = new SubscriptionTrie<>(1);
    Counters counters = new Counters();
    QueueBudget budget = new QueueBudget(1000);
    ShareGroups groups =
        new ShareGroups(
            trie,
            () ->
                new ShareGroup(
                    new DeliveryQueue(
                        Samples.options(), budget, counters, new Diary(SessionStore.NONE)),
                    new Diary(SessionStore.NONE),
                    QueuePolicy.DROP_NEWEST,
                    new Ledger(counters)));
    Session session = new Session("c", Samples.options(), budget, counters, SessionStore.NONE);
    Visit visit = new Visit(new RecordingOutlet(), 100, 10, null);
    groups.settle(session, FILTER);
    assertEquals(0, groups.size(), "it joined, but was not subscribed any more");
    session.attach(visit).subscribe(Subscription.of(FILTER, AT_LEAST_ONCE), 10, () -> {});
    groups.settle(session, FILTER);
    groups.settle(session, FILTER);
    assertEquals(1, groups.size(), "it left, but was subscribed again");
    Matches<Subscriber> matches = new Matches<>(true);
    trie.match(TopicName.of("t"), null, matches);
    assertEquals(1, matches.size());
    session.end();
    groups.settle(session, FILTER);
    groups.settle(session, FILTER);
    assertEquals(0, groups.size());
    assertTrue(trie.size() == 0);
  }
}
