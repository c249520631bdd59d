package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import io.heddle.session.QueuePolicy;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Until;
import io.heddle.session.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Publishers wait for receivers whose queue is full: one message in flight, one that waits. */
class BlockedRouterTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final int PUBLISHERS = 8;
  private static final int MESSAGES = 200;

  private World world = world(LONG);
  private World.Client slow = world.connect("slow").subscribed("a", EXACTLY_ONCE);
  private final List<Runnable> beforeWaiting = new ArrayList<>();

  private static World world(Duration blockTimeout) {
    return new World(
        World.options(
            new SessionOptions(1, 1, 1 << 20, 1 << 20, QueuePolicy.BLOCK, blockTimeout, false),
            World.OFFER));
  }

  /** One that does the next of these things before each wait. */
  private Publisher publisher() {
    return publisher("p", () -> beforeWaiting.removeFirst().run());
  }

  private Publisher publisher(String clientId, Runnable whenItWaits) {
    RecordingOutlet outlet = new RecordingOutlet();
    var arrival =
        world.core.sessions().arrive(clientId, true, null, new Visit(outlet, 0, 10, null));
    Shuttle shuttle = new Shuttle(0);
    shuttle.mayWait(arrival.attachment().session(), whenItWaits);
    return world.core.router().publisher(arrival.attachment().session(), shuttle);
  }

  private static Message message(String payload, Qos qos) {
    return Samples.message("a", payload, qos, "p");
  }

  private void fill() {
    world.publish("a", "first", AT_LEAST_ONCE);
    world.publish("a", "second", AT_LEAST_ONCE);
  }

  /** Whenever there is room for one, all of them wake up. */
  @Test
  void whoeverIsOutrunByAnotherPublisherWaitsOn() throws Exception {
    List<Thread> publishers = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      Publisher publisher = publisher("p" + i, () -> {});
      publishers.add(
          Thread.startVirtualThread(() -> {
            for (int n = 0; n < MESSAGES; n++) {
              publisher.publish(message("x", AT_LEAST_ONCE));
            }
          }));
    }
    int received = 0;
    while (received < PUBLISHERS * MESSAGES) {
      Until.so("a message comes, or all were dropped", () -> slow.outlet.hasSent());
      for (String sent : slow.sent()) {
        received++;
        slow.acknowledge(Integer.parseInt(sent.substring(sent.indexOf('#') + 1)));
      }
    }
    for (Thread publisher : publishers) {
      Until.ended(publisher);
    }
    assertEquals(0, world.core.counters().dropped());
  }

  @Test
  void nobodyHasAMessageBeforeAllHaveRoom() {
    World.Client quick = world.connect("quick");
    fill();
    quick.subscribed("a", EXACTLY_ONCE);
    beforeWaiting.add(() -> {
      assertEquals(List.of(), quick.sent());
      slow.acknowledge(1);
    });
    Publisher publisher = publisher();
    publisher.awaitRoom(message("x", EXACTLY_ONCE));
    assertEquals(List.of(), quick.sent());
    assertEquals(Router.Routed.DELIVERED, publisher.publishAtOnce(message("x", EXACTLY_ONCE)));
    publisher.shuttle().flush();
    assertEquals(List.of("x q2 #1"), quick.sent());
  }

  @Test
  void whoeverHadRoomTakesItThoughAnotherPublisherWasFaster() {
    Publisher publisher = publisher();
    publisher.awaitRoom(message("x", EXACTLY_ONCE));
    fill();
    assertEquals(Router.Routed.DELIVERED, publisher.publishAtOnce(message("x", EXACTLY_ONCE)));
    slow.acknowledge(1);
    slow.acknowledge(2);
    assertEquals(List.of("first q1 #1", "second q1 #2", "x q2 #3"), slow.sent());
    assertEquals(0, world.core.counters().dropped());
  }

  @Test
  void whoeverWasWaitedForInVainDoesNotGetIt() {
    world = world(Duration.ofMillis(1));
    slow = world.connect("slow").subscribed("a", EXACTLY_ONCE);
    World.Client stalled = world.connect("stalled").subscribed("a", EXACTLY_ONCE);
    fill();
    beforeWaiting.add(() -> slow.acknowledge(1));
    beforeWaiting.add(() -> {});
    Publisher publisher = publisher();
    publisher.awaitRoom(message("x", EXACTLY_ONCE));
    assertEquals(Router.Routed.DELIVERED, publisher.publishAtOnce(message("x", EXACTLY_ONCE)));
    assertEquals(1, world.core.counters().dropped(DropReason.QUEUE_FULL));
    slow.acknowledge(2);
    stalled.acknowledge(1);
    stalled.acknowledge(2);
    assertEquals(List.of("first q1 #1", "second q1 #2", "x q2 #3"), slow.sent());
    assertEquals(List.of("first q1 #1", "second q1 #2"), stalled.sent());
  }
}
