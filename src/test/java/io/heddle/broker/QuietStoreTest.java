package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store that nobody uses is left in peace: what keeps the log short must not make it long. */
class QuietStoreTest {
  private static final int ROUNDS = 10;

  private final FakeTimer timer = new FakeTimer();
  private final TestedStore tested = TestedStore.open(new SimulatedDisk(new Random(1)), timer);
  private final World world = new World(World.options(), timer, tested);

  @Test
  void nothingIsWrittenWhereNothingHappens() {
    World.Client client = world.connect("a");
    client.subscribed("t", Qos.AT_LEAST_ONCE);
    client.leave(false);
    for (int i = 0; i < 5_000; i++) {
      world.publish("t", "m", Qos.AT_LEAST_ONCE); // what is said of each is more than it is
    }
    look();
    tested.commit();
    long head = tested.store().mark();
    for (int i = 0; i < ROUNDS; i++) {
      look();
    }
    assertEquals(head, tested.store().mark());
  }

  private void look() {
    tested.lookForRoom(world.core::stateAgain);
  }
}
