package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of retained messages when a process after the one that kept them keeps house. */
class RetainedRestartTest extends Restarts {
  /** Fills segments with what nobody needs any more, so that the oldest are emptied and dropped. */
  private void timeGoesBy() {
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        world.retain("other", round + "-" + i);
      }
      tested.keepShort(world.core::stateAgain);
    }
  }

  @Test
  void theirSegmentsAreNotDropped() {
    world.retain("kept", "here");
    for (int life = 0; life < 3; life++) {
      restart();
      assertEquals(life == 0 ? 1 : 2, world.core.retained().count());
      timeGoesBy();
    }
    restart();
    World.Client client = world.connect("a", true, 0, null);
    client.subscribed("kept", Qos.AT_LEAST_ONCE);
    assertEquals(List.of("here q1 #1 retained"), client.outlet.sent());
  }

  @Test
  void nobodyHasThemWhenTheyAreCleared() {
    world.retain("kept", "here");
    restart();
    world.retain("kept", "");
    assertEquals(0, tested.bodies());
  }
}
