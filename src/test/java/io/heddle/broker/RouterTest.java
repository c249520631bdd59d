package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.QueuePolicy;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets what, and what the publisher hears of it. */
class RouterTest {
  private final World world =
      new World(World.options(Samples.options(1, 1, QueuePolicy.DROP_NEWEST), World.OFFER));

  private Router.Routed publish(String topic, Qos qos) {
    return world.publish(topic, "x", qos);
  }

  @Test
  void everySubscriberGetsItAtTheLowerLevel() {
    World.Client low = world.connect("low").subscribed("a", AT_MOST_ONCE);
    World.Client high = world.connect("high").subscribed("a", EXACTLY_ONCE);
    assertEquals(Router.Routed.DELIVERED, publish("a", AT_LEAST_ONCE));
    assertEquals(List.of("x q0"), low.sent());
    assertEquals(List.of("x q1 #1"), high.sent());
    assertEquals(1, low.outlet.flushes());
  }

  @Test
  void withoutSubscribersThatIsTold() {
    assertEquals(Router.Routed.NO_SUBSCRIBERS, publish("a", AT_LEAST_ONCE));
  }

  @Test
  void theMemoryOfWhoMatchedEndsWithEveryChangeOfSubscriptions() {
    World.Client first = world.connect("first").subscribed("a", AT_MOST_ONCE);
    publish("a", AT_MOST_ONCE);
    World.Client second = world.connect("second").subscribed("#", AT_MOST_ONCE);
    publish("a", AT_MOST_ONCE);
    assertEquals(1, second.sent().size());
    first.unsubscribe("a");
    publish("a", AT_MOST_ONCE);
    assertEquals(2, first.sent().size());
    assertEquals(1, second.sent().size());
    second.leave(false);
    world.pass(2000);
    assertEquals(Router.Routed.NO_SUBSCRIBERS, publish("a", AT_MOST_ONCE));
  }

  @Test
  void andWithAnotherTopic() {
    World.Client client = world.connect("c").subscribed("a", AT_MOST_ONCE);
    publish("a", AT_MOST_ONCE);
    assertEquals(Router.Routed.NO_SUBSCRIBERS, publish("b", AT_MOST_ONCE));
    assertEquals(Router.Routed.DELIVERED, publish("a", AT_MOST_ONCE));
    assertEquals(2, client.sent().size());
  }

  @Test
  void quotaExceededOnlyWhenEveryReceiverIsFull() {
    World.Client slow = world.connect("slow").subscribed("a", AT_LEAST_ONCE);
    publish("a", AT_LEAST_ONCE);
    publish("a", AT_LEAST_ONCE);
    assertEquals(Router.Routed.QUOTA_EXCEEDED, publish("a", AT_LEAST_ONCE));
    World.Client other = world.connect("other").subscribed("a", AT_LEAST_ONCE);
    assertEquals(Router.Routed.DELIVERED, publish("a", AT_LEAST_ONCE));
    publish("a", AT_LEAST_ONCE);
    assertEquals(Router.Routed.QUOTA_EXCEEDED, publish("a", AT_LEAST_ONCE));
    assertEquals(1, slow.sent().size());
    assertEquals(1, other.sent().size());
  }

  @Test
  void aDropOfOneReceiverAloneIsNotThePublishersMatter() {
    World.Client client = world.connect("c").subscribed("a", AT_LEAST_ONCE);
    client.outlet.largest(0);
    assertEquals(Router.Routed.DELIVERED, publish("a", AT_LEAST_ONCE));
  }

  @Test
  void noLocalLeavesThePublisherOut() {
    World.Client client = world.connect("c");
    client.subscribe(
        new Subscription(TopicFilter.of("a"), AT_MOST_ONCE, true, false, RetainHandling.SEND, 0));
    Publisher own = world.core.router().publisher(client.attachment.session(), client.shuttle());
    Message message = Samples.message("a", "x", AT_MOST_ONCE, "c");
    assertEquals(Router.Routed.NO_SUBSCRIBERS, own.publish(message));
    assertEquals(Router.Routed.DELIVERED, world.publish(message));
  }

  @Test
  void theRetainFlagIsForwardedOnlyWhenAskedFor() {
    World.Client plain = world.connect("plain").subscribed("a", AT_MOST_ONCE);
    World.Client published = world.connect("published");
    published.subscribe(
        new Subscription(TopicFilter.of("a"), AT_MOST_ONCE, false, true, RetainHandling.SEND, 0));
    world.retain("a", "1");
    world.publish("a", "2", AT_MOST_ONCE);
    assertEquals(List.of("1 q0", "2 q0"), plain.sent());
    assertEquals(List.of("1 q0 retained", "2 q0"), published.sent());
    assertEquals(1, world.core.retained().count());
  }

  @Test
  void aPublisherWaitsForAFullQueueAndThenDelivers() throws Exception {
    World patient = new World(World.options(Samples.options(1, 1, QueuePolicy.BLOCK), World.OFFER));
    World.Client slow = patient.connect("slow").subscribed("a", AT_LEAST_ONCE);
    RecordingOutlet outlet = new RecordingOutlet();
    var arrival = patient.core.sessions().arrive("p", true, null, new Visit(outlet, 0, 10, null));
    var shuttle = slow.shuttle();
    Publisher publisher = patient.core.router().publisher(arrival.attachment().session(), shuttle);
    // When the publisher is about to wait, its receiver takes what it has.
    shuttle.mayWait(
        arrival.attachment().session(),
        () -> {
          slow.acknowledge(1);
          slow.acknowledge(2);
        });
    Message message = Samples.message("a", "x", AT_LEAST_ONCE, "p");
    for (int i = 0; i < 3; i++) {
      assertEquals(Router.Routed.DELIVERED, publisher.publish(message));
    }
    assertEquals(List.of("x q1 #1", "x q1 #2", "x q1 #3"), slow.sent());
    assertEquals(0, patient.core.counters().dropped());
  }
}
