package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that has no more room: nothing that was said to be kept is lost, and it drains itself. */
class FullDiskTest {
  private final FakeTimer timer = new FakeTimer();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private final TestedStore tested = TestedStore.open(disk, timer);
  private final World world = new World(World.options(), timer, tested);
  private int taken;

  @BeforeEach
  void fill() {
    disk.capacity(8L * TestedStore.SEGMENT);
    World.Client client = world.connect("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.leave(false);
    while (world.publish("t", "message " + taken, Qos.AT_LEAST_ONCE) == Router.Routed.DELIVERED) {
      taken++;
      look();
      assertTrue(taken < 10_000, "it is never full");
    }
  }

  private void look() {
    tested.lookForRoom(world.core::stateAgain);
  }

  @Test
  void whatCannotBeKeptIsRefusedBeforeAnybodyHasIt() {
    assertTrue(tested.isFull());
    World.Client other = world.connect("b").subscribed("t", Qos.AT_LEAST_ONCE);
    assertEquals(Router.Routed.STORE_FULL, world.publish("t", "new", Qos.AT_LEAST_ONCE));
    assertEquals(Router.Routed.STORE_FULL, world.publish("t", "new", Qos.EXACTLY_ONCE));
    assertEquals(List.of(), other.sent());
    assertTrue(world.core.counters().dropped(DropReason.STORE_FULL) >= 3);
  }

  @Test
  void qos0GoesOn() {
    World.Client other = world.connect("b").subscribed("t", Qos.AT_LEAST_ONCE);
    assertEquals(Router.Routed.DELIVERED, world.publish("t", "quick", Qos.AT_MOST_ONCE));
    assertEquals(List.of("quick q0"), other.sent());
  }

  @Test
  void nothingIsRetainedThatCouldNotBeKept() {
    world.publish(World.retained("r", "value", Long.MAX_VALUE));
    assertEquals(0, world.core.retained().count());
  }

  @Test
  void acknowledgementsMakeRoomAgain() {
    World.Client back = world.connect("a");
    int got = 0;
    for (List<String> sent = back.sent(); !sent.isEmpty(); sent = back.sent()) {
      for (String each : sent) {
        assertTrue(each.startsWith("message " + got++ + " "), each);
        back.acknowledge(Integer.parseInt(each.replaceAll(".*#(\\d+).*", "$1")));
      }
      look(); // as five times a second: what acknowledgements take of the reserve comes back
    }
    assertEquals(taken, got);
    look();
    look();
    assertFalse(tested.isFull());
    assertEquals(Router.Routed.DELIVERED, world.publish("t", "new", Qos.AT_LEAST_ONCE));
    assertEquals(1, back.sent().size());
  }
}
