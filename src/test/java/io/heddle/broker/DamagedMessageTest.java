package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that cannot be copied any more costs itself, and not the work of the store. */
class DamagedMessageTest extends Restarts {
  /** Fills segments with what nobody needs any more, so that the oldest are emptied and dropped. */
  private void timeGoesBy() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        world.retain("other", round + "-" + i);
      }
      tested.keepShort(world.core::stateAgain);
    }
  }

  private long damaged() {
    return world.core.counters().dropped(DropReason.STORE_DAMAGED);
  }

  @Test
  void whoeverWaitsForItDoesSoNoMore() {
    world.connect("a", false, 1000, null).subscribed("t", Qos.AT_LEAST_ONCE).leave(false);
    world.publish("t", "damaged", Qos.AT_LEAST_ONCE);
    fill();
    world.publish("t", "stays", Qos.AT_LEAST_ONCE);
    timeGoesBy();
    assertEquals(1, damaged());
    assertEquals(1, tested.store().figures().damages());
    assertTrue(tested.segments() < 12, () -> tested.segments() + " segments");
    assertEquals(List.of("stays q1 #1"), world.connect("a", false, 1000, null).sent());
  }

  @Test
  void whatWasRetainedIsNotAnyMore() {
    world.retain("t", "damaged");
    fill();
    timeGoesBy();
    assertEquals(1, damaged());
    assertEquals(2, world.core.retained().count(), "the others");
  }

  @Test
  void nobodyInAShareGroupGetsIt() {
    world.connect("a", false, 1000, null).subscribed("$share/g/t", Qos.AT_LEAST_ONCE).leave(false);
    world.publish("t", "damaged", Qos.AT_LEAST_ONCE);
    fill();
    timeGoesBy();
    assertEquals(1, damaged());
    assertEquals(List.of(), world.connect("a", false, 1000, null).sent());
  }

  /**
   * Two old segments have one message each that somebody needs, and that of the first is damaged.
   */
  private void fill() {
    tested.whoGivesUp(world.core::giveUp);
    timeGoesOn();
    world.retain("later", "kept");
    timeGoesOn();
    tested.commit();
    tested.damageFirst(disk);
  }

  private void timeGoesOn() {
    for (int i = 0; i < 200; i++) {
      world.retain("other", "x".repeat(50));
    }
  }
}
