package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Shuttle;
import io.heddle.store.Compaction;
import io.heddle.store.TestedStore;
import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import java.io.IOException;
import java.util.List;
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

  private void comesBackAsNobody(Runnable ending) {
    World.Client first = world.connect("a", false, 1000, null);
    first.subscribed("t", Qos.AT_LEAST_ONCE);
    tested.commit();
    ending.run();
    World.Client fresh = world.connect("a", true, 0, null);
    Shuttle connack = fresh.shuttle();
    fresh.attachment.leaveMark(connack);
    assertFalse(tested.store().isSafe(connack.mark()), "CONNACK has to wait");
    restart();
    assertFalse(world.connect("a", false, 1000, null).present);
  }

  @Test
  void whoeverIsToldThatThereIsNoSessionIsToldWhenThatIsSafe() {
    comesBackAsNobody(
        () -> world.core.sessions().remove("a", ReasonCode.ADMINISTRATIVE_ACTION, "over"));
    comesBackAsNobody(() -> {
      World.Client again = world.connect("a", false, 1000, null);
      again.attachment.expirySeconds(0);
      again.leave(false);
    });
  }

  @Test
  void theNumberOfAGroupThatEndedIsNoOthersAfterTheStoreWasMadeShort() throws IOException {
    World.Client member = world.connect("member", false, 1000, null);
    member.subscribed("$share/g/t", Qos.AT_LEAST_ONCE);
    world.publish("t", "for g alone", Qos.AT_LEAST_ONCE);
    member.unsubscribe("$share/g/t");
    tested.commit();
    disk.cutPower();
    Compaction.run(disk, new LogOptions(TestedStore.SEGMENT, 2, Durability.FSYNC), timer);
    restartAsItIs();
    for (String clientId : List.of("member", "stranger")) {
      world.connect(clientId, false, 1000, null).subscribed("$share/h/secret", Qos.AT_LEAST_ONCE);
    }
    restart();
    World.Client stranger = world.connect("stranger", false, 1000, null);
    world.core.sessions().remove("member", ReasonCode.ADMINISTRATIVE_ACTION, "");
    assertEquals(List.of(), stranger.sent());
  }

  @Test
  void whatAMemberHadThatIsGoneGoesToOneThatIsBack() {
    World.Client lasting = world.connect("lasting", false, 1000, null);
    World.Client passing = world.connect("passing", true, 0, null);
    passing.subscribed("$share/g/t", Qos.AT_LEAST_ONCE);
    lasting.subscribed("$share/g/t", Qos.AT_LEAST_ONCE);
    lasting.leave(false);
    World.Client late = world.connect("late", true, 0, null);
    late.subscribed("$share/g/t", Qos.AT_LEAST_ONCE);
    world.publish("t", "one", Qos.AT_LEAST_ONCE);
    world.publish("t", "two", Qos.AT_LEAST_ONCE);
    assertEquals(2, passing.sent().size() + late.sent().size());
    late.acknowledge(1);
    restart();
    World.Client back = world.connect("lasting", false, 1000, null);
    back.attachment.pull(back.shuttle());
    assertEquals(1, back.sent().size());
    assertNull(world.core.sessions().find("passing"));
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
