package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What is still known after a second restart, and after the store was shortened. */
class RestartAgainTest extends Restarts {
  @Test
  void theStoreKnowsThatSomebodyHasARetainedMessage() {
    world.retain("t", "kept");
    restart();
    assertEquals(1, tested.bodies());
    for (int i = 0; i < 200; i++) {
      world.retain("other", "x".repeat(200) + i);
    }
    tested.keepShort(world.core::stateAgain);
    restart();
    assertEquals(2, world.core.retained().count());
    world.retain("t", "");
    world.retain("other", "");
    assertEquals(0, tested.bodies());
  }

  @Test
  void theSignsOfLifeOfALaterProcessAreNotThoseOfAnEarlierOne() {
    world.connect("a", false, 100, null);
    restart();
    world.pass(60);
    tested.store().heartbeat();
    restart();
    world.pass(41);
    assertNull(world.core.sessions().find("a"), "it was there 101 seconds ago");
  }

  @Test
  void whoeverWasThereUntilNowDidNotLeaveWhenItCame() {
    world.connect("a", false, 100, null);
    world.pass(1000);
    tested.store().heartbeat();
    restart();
    tested.keepShort(world.core::stateAgain);
    restart();
    assertNotNull(world.core.sessions().find("a"));
  }

  @Test
  void theLastSignOfLifeIsNotForgottenWithWhatWasWrittenBefore() {
    world.connect("a", false, 100, null);
    world.pass(1000);
    tested.store().heartbeat();
    tested.keepShort(world.core::stateAgain);
    restart();
    assertNotNull(world.core.sessions().find("a"));
  }
}
