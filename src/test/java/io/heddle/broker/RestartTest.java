package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.session.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker knows after its process was killed. */
class RestartTest extends Restarts {
  private World.Client persistent(String clientId) {
    return world.connect(clientId, false, 1000, null);
  }

  private static Will will(String payload, long delay) {
    return new Will(
        TopicName.of("will"),
        Bytes.utf8(payload),
        Qos.AT_LEAST_ONCE,
        false,
        Properties.NONE,
        delay);
  }

  @Test
  void anAbsentClientGetsWhatWaitedInItsOrder() {
    World.Client client = persistent("a");
    client.subscribed("t/#", Qos.AT_LEAST_ONCE);
    client.leave(false);
    world.publish("t/1", "one", Qos.AT_LEAST_ONCE);
    world.publish("t/2", "two", Qos.EXACTLY_ONCE);
    world.publish("t/3", "three", Qos.AT_LEAST_ONCE);
    restart();
    World.Client back = persistent("a");
    assertTrue(back.present);
    assertEquals(List.of("one q1 #1", "two q1 #2", "three q1 #3"), back.outlet.sent());
  }

  @Test
  void subscriptionsAreBackAndMessagesReachThem() {
    World.Client client = persistent("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.subscribed("u", Qos.AT_LEAST_ONCE);
    client.unsubscribe("u");
    client.leave(false);
    restart();
    world.publish("t", "new", Qos.AT_LEAST_ONCE);
    world.publish("u", "not wanted", Qos.AT_LEAST_ONCE);
    assertEquals(List.of("new q1 #1"), persistent("a").outlet.sent());
  }

  @Test
  void whatWasInFlightComesAgainWithItsIdentifiers() {
    World.Client client = persistent("a");
    client.subscribed("t", Qos.EXACTLY_ONCE);
    world.publish("t", "one", Qos.AT_LEAST_ONCE);
    world.publish("t", "two", Qos.EXACTLY_ONCE);
    world.publish("t", "three", Qos.EXACTLY_ONCE);
    assertTrue(client.attachment.puback(1, ReasonCode.SUCCESS, client.shuttle()));
    assertTrue(client.attachment.pubrec(3, ReasonCode.SUCCESS, client.shuttle()));
    restart();
    World.Client back = persistent("a");
    assertEquals(List.of("pubrel #3", "two q2 #2 dup"), back.outlet.sent());
    assertTrue(back.attachment.pubcomp(3, back.shuttle()));
    assertTrue(back.attachment.pubrec(2, ReasonCode.SUCCESS, back.shuttle()));
    world.publish("t", "four", Qos.AT_LEAST_ONCE);
    assertEquals(List.of("four q1 #4"), back.outlet.sent());
  }

  @Test
  void aMessageOfTheClientThatWasReceivedIsNotTakenTwice() throws Exception {
    World.Client client = persistent("a");
    assertTrue(client.attachment.receiving(client.shuttle()).arrive(5, 1000));
    client.attachment.receiving(client.shuttle()).routed(5, ReasonCode.SUCCESS);
    assertTrue(client.attachment.receiving(client.shuttle()).arrive(6, 1000));
    client.attachment.receiving(client.shuttle()).routed(6, ReasonCode.SUCCESS);
    assertTrue(client.attachment.receiving(client.shuttle()).release(6));
    restart();
    World.Client back = persistent("a");
    assertFalse(back.attachment.receiving(back.shuttle()).arrive(5, 1000), "a repeat");
    assertTrue(back.attachment.receiving(back.shuttle()).arrive(6, 1000), "a new one");
  }

  @Test
  void oneMessageForManyIsKeptOnce() {
    for (int i = 0; i < 100; i++) {
      World.Client client = persistent("c" + i);
      client.subscribed("t", Qos.AT_LEAST_ONCE);
      client.leave(false);
    }
    world.publish("t", "for all", Qos.AT_LEAST_ONCE);
    assertEquals(1, tested.bodies());
    restart();
    assertEquals(1, tested.bodies());
    for (int i = 0; i < 100; i++) {
      World.Client back = persistent("c" + i);
      assertEquals(List.of("for all q1 #1"), back.outlet.sent());
      assertTrue(back.attachment.puback(1, ReasonCode.SUCCESS, back.shuttle()));
    }
    assertEquals(0, tested.bodies());
  }

  @Test
  void retainedMessagesAreBackAndThoseThatWereClearedAreNot() {
    world.retain("kept", "here");
    world.retain("changed", "old");
    world.retain("changed", "new");
    world.retain("cleared", "gone");
    world.retain("cleared", "");
    restart();
    assertEquals(2, world.core.retained().count());
    World.Client client = persistent("a");
    client.subscribed("#", Qos.AT_LEAST_ONCE);
    assertEquals(
        List.of("new q1 #1 retained", "here q1 #2 retained"),
        client.outlet.sent().stream().sorted((x, y) -> x.contains("new") ? -1 : 1).toList());
  }

  @Test
  void theTimeGoesOnWhileTheBrokerIsDown() {
    World.Client client = world.connect("a", false, 100, null);
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    world.connect("b", false, 500, null).leave(false);
    client.leave(false);
    timer.forget();
    world.pass(101);
    restart();
    assertNull(world.core.sessions().find("a"), "its time is over");
    assertNotNull(world.core.sessions().find("b"));
    world.pass(400);
    assertNull(world.core.sessions().find("b"), "its time is over now");
    restart();
    assertEquals(0, tested.kept().sessions().size());
  }

  @Test
  void whoeverWasConnectedLeftAtTheLastSignOfLife() {
    world.connect("a", false, 100, null);
    world.pass(1000);
    tested.store().heartbeat();
    world.pass(50);
    restart();
    assertNotNull(world.core.sessions().find("a"), "it was there until 50 seconds ago");
    world.pass(51);
    assertNull(world.core.sessions().find("a"));
  }

  @Test
  void aWillWaitsForTheRestartAndForItsDelay() {
    World.Client listener = persistent("listener");
    listener.subscribed("will", Qos.AT_LEAST_ONCE);
    listener.leave(false);
    world.connect("a", false, 1000, will("after a while", 60)).leave(true);
    world.pass(30);
    restart();
    World.Client back = persistent("listener");
    assertEquals(List.of(), back.sent());
    world.pass(31);
    assertEquals(List.of("after a while q1 #1"), back.sent());
  }

  @Test
  void theWillOfASessionThatEndsWithItsConnectionIsPublishedAfterAKill() {
    World.Client listener = persistent("listener");
    listener.subscribed("will", Qos.AT_LEAST_ONCE);
    listener.leave(false);
    world.connect("a", true, 0, will("killed", 0));
    restart();
    assertNull(world.core.sessions().find("a"));
    assertEquals(List.of("killed q1 #1"), persistent("listener").outlet.sent());
    restart();
    assertEquals(List.of("killed q1 #1 dup"), persistent("listener").outlet.sent(), "once");
  }

  @Test
  void aWillThatWasPublishedIsNotPublishedAgain() {
    World.Client listener = persistent("listener");
    listener.subscribed("will", Qos.AT_LEAST_ONCE);
    world.connect("a", false, 1000, will("lost", 0)).leave(true);
    world.connect("b", true, 0, will("lost, too", 0)).leave(true);
    assertEquals(List.of("lost q1 #1", "lost, too q1 #2"), listener.outlet.sent());
    assertTrue(listener.attachment.puback(1, ReasonCode.SUCCESS, listener.shuttle()));
    assertTrue(listener.attachment.puback(2, ReasonCode.SUCCESS, listener.shuttle()));
    listener.leave(false);
    restart();
    assertEquals(List.of(), persistent("listener").outlet.sent());
  }

  @Test
  void whatWaitsInAShareGroupIsBack() {
    World.Client member = persistent("a");
    member.subscribed("$share/g/t", Qos.AT_LEAST_ONCE);
    member.leave(false);
    world.publish("t", "one", Qos.AT_LEAST_ONCE);
    world.publish("t", "two", Qos.AT_LEAST_ONCE);
    restart();
    World.Client back = persistent("a");
    back.attachment.pull(back.shuttle());
    assertEquals(List.of("one q1 #1", "two q1 #2"), back.outlet.sent());
    restart();
    assertEquals(List.of("one q1 #1 dup", "two q1 #2 dup"), persistent("a").outlet.sent());
  }

  @Test
  void aCleanStartLeavesNothing() {
    World.Client client = persistent("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.leave(false);
    world.publish("t", "one", Qos.AT_LEAST_ONCE);
    world.connect("a", true, 0, null).leave(false);
    assertEquals(0, tested.bodies());
    restart();
    assertNull(world.core.sessions().find("a"));
    assertEquals(0, tested.kept().sessions().size());
  }

  @Test
  void theStoreStaysShortAndNothingIsLost() {
    World.Client client = persistent("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.leave(false);
    world.retain("kept", "here");
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 50; i++) {
        world.publish("t", round + "-" + i, Qos.AT_LEAST_ONCE);
      }
      World.Client back = persistent("a");
      List<String> sent = back.sent();
      for (String each : sent.subList(0, sent.size() - 1)) {
        back.acknowledge(Integer.parseInt(each.replaceAll(".*#(\\d+).*", "$1")));
      }
      back.leave(false);
      tested.keepShort(world.core::stateAgain);
    }
    assertTrue(tested.segments() < 12, () -> tested.segments() + " segments");
    restart();
    assertEquals(1, world.core.retained().count());
    List<String> left = persistent("a").outlet.sent();
    assertEquals(1, left.size(), left::toString);
    assertTrue(left.getFirst().startsWith("19-49 q1"), left::toString);
  }

  @Test
  void messagesThatExpireMeanwhileAreNotDelivered() {
    World.Client client = persistent("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.leave(false);
    Message soon = Samples.message("t", "soon over", Qos.AT_LEAST_ONCE, "");
    world.publish(
        new Message(
            soon.topic(),
            soon.payload(),
            soon.qos(),
            false,
            soon.properties(),
            timer.millis() + 10_000,
            ""));
    world.publish("t", "stays", Qos.AT_LEAST_ONCE);
    world.pass(11);
    restart();
    assertEquals(List.of("stays q1 #1"), persistent("a").outlet.sent());
  }
}
