package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.broker.Parts.Recording;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members that come, go and are slow, in the orders that only a race brings. */
class ShareGroupTest {
  private static final String SHARED = "$share/g/t";

  private final Core core = Parts.core(100, 1000);
  private final Shuttle shuttle = new Shuttle(0);
  private final Publisher publisher = core.router().publisher(null, shuttle);

  private Attachment member(String clientId, Recording outlet) {
    Attachment member =
        core.sessions().arrive(clientId, false, null, Parts.visit(outlet, 100)).attachment();
    member.resume(shuttle);
    core.subscribing().subscribe(member, Parts.subscription(SHARED));
    return member;
  }

  @Test
  void aNewMemberGetsWhatWaits() {
    core.sessions().leave(member("absent", new Recording()), false);
    publisher.publish(Parts.message("t", "1", Qos.AT_LEAST_ONCE));
    publisher.publish(Parts.message("t", "2", Qos.AT_LEAST_ONCE));
    Recording fresh = new Recording();
    member("fresh", fresh).pull(shuttle);
    assertEquals(List.of("1", "2"), fresh.payloads);
    publisher.publish(Parts.message("t", "3", Qos.AT_LEAST_ONCE));
    assertEquals(List.of("1", "2", "3"), fresh.payloads);
  }

  @Test
  void whoIsTakenOverWhileJoiningStillPulls() {
    Recording first = new Recording();
    Attachment old = core.sessions().arrive("a", false, null, Parts.visit(first, 1)).attachment();
    old.resume(shuttle);
    Subscription shared = Parts.subscription(SHARED);
    // What Subscribing does for a share, with a takeover in the middle.
    old.subscribe(shared, 10, () -> {});
    Recording second = new Recording();
    Attachment now = core.sessions().arrive("a", false, null, Parts.visit(second, 1)).attachment();
    now.resume(shuttle);
    core.subscribing().settle(old, shared.filter());
    publisher.publish(Parts.message("t", "1", Qos.AT_LEAST_ONCE));
    publisher.publish(Parts.message("t", "2", Qos.AT_LEAST_ONCE));
    now.puback(second.packetIds.get(0), io.heddle.mqtt.ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("1", "2"), second.payloads);
  }

  @Test
  void aSessionThatEndsWhileJoiningLeavesNoGroupBehind() {
    Attachment old =
        core.sessions().arrive("a", false, null, Parts.visit(new Recording(), 1)).attachment();
    Subscription shared = Parts.subscription(SHARED);
    old.subscribe(shared, 10, () -> {});
    core.sessions().arrive("a", true, null, Parts.visit(new Recording(), 1));
    core.subscribing().settle(old, shared.filter());
    assertEquals(0, core.shareGroups());
    assertEquals(0, core.subscriptions());
  }

  @Test
  void aLateUnsubscribeOfADisplacedConnectionRemovesNobody() {
    Attachment old = member("a", new Recording());
    TopicFilter filter = TopicFilter.of(SHARED);
    // What Subscribing does for an UNSUBSCRIBE, with a takeover and a new SUBSCRIBE in the middle.
    old.unsubscribe(filter, () -> {});
    Recording second = new Recording();
    member("a", second);
    core.subscribing().settle(old, filter);
    publisher.publish(Parts.message("t", "1", Qos.AT_LEAST_ONCE));
    assertEquals(List.of("1"), second.payloads);
    assertEquals(1, core.shareGroups());
  }

  @Test
  void theGroupEndsWithItsLastMember() {
    Attachment only = member("a", new Recording());
    core.subscribing().unsubscribe(only, TopicFilter.of(SHARED));
    assertEquals(0, core.shareGroups());
    assertEquals(0, core.subscriptions());
  }
}
