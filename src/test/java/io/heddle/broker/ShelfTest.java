package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.Delivery;
import io.heddle.session.Samples;
import io.heddle.session.SessionStore;
import io.heddle.session.Shelf;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages that wait for their time, through the end of the process. */
class ShelfTest {
  private final FakeTimer timer = new FakeTimer();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private TestedStore tested = TestedStore.open(disk, timer);
  private World world = new World(World.options(), timer, tested.store());

  private void crash() {
    disk.cutPower();
    tested = TestedStore.open(disk, timer);
    world = new World(World.options(), timer, tested.store());
    world.core.restore(tested.kept());
  }

  private static Message message(String payload, Qos qos) {
    return Samples.message("t", payload, qos, "one");
  }

  private Delivery put(String payload) {
    Delivery kept = world.core.shelf().put(message(payload, Qos.AT_LEAST_ONCE));
    assertNotNull(kept);
    return kept;
  }

  private List<String> lying() {
    return world.core.shelf().all().stream().map(each -> each.message().payload().text()).toList();
  }

  @Test
  void whatWasSafeIsBackInItsOrderAndWhatWasTakenIsNot() {
    put("1");
    Delivery second = put("2");
    put("3");
    world.core.shelf().take(second);
    world.core.shelf().take(second);
    tested.commit();
    put("4");
    crash();
    assertEquals(List.of("1", "3"), lying());
    assertEquals("one", world.core.shelf().all().getFirst().message().publisher());
    put("5");
    world.core.shelf().take(world.core.shelf().all().getFirst());
    tested.commit();
    crash();
    assertEquals(List.of("3", "5"), lying());
    assertEquals(0, world.core.shareGroups());
  }

  /** Nothing else says that they are there once the old part of the log is gone. */
  @Test
  void theyOutliveTheFilesInWhichTheyWereWritten() {
    put("kept");
    for (int i = 0; i < 200; i++) {
      world.core.shelf().take(put("x".repeat(400)));
    }
    tested.commit();
    tested.keepShort(world.core::stateAgain);
    tested.commit();
    crash();
    assertEquals(List.of("kept"), lying());
    assertEquals(0, tested.damages());
  }

  @Test
  void nothingIsKeptOfQos0NorWithoutAStore() {
    assertNull(world.core.shelf().put(message("0", Qos.AT_MOST_ONCE)));
    assertNull(new Shelf(SessionStore.NONE).put(message("1", Qos.AT_LEAST_ONCE)));
    assertEquals(List.of(), lying());
  }
}
