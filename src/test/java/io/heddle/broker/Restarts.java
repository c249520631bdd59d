package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.Random;

/** A broker that loses its power and comes up again. For tests that extend it. */
abstract class Restarts {
  final FakeTimer timer = new FakeTimer();
  final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  TestedStore tested = TestedStore.open(disk, timer);
  World world = new World(World.options(), timer, tested);

  /** Everything that was written is safe, and then the power is cut. */
  final void restart() {
    tested.commit();
    restartAsItIs();
  }

  /** What was not made safe may be lost. */
  final void restartAsItIs() {
    disk.cutPower();
    timer.forget();
    tested = TestedStore.open(disk, timer);
    world = new World(World.options(), timer, tested);
    world.core.restore(tested.kept());
    world.core.resume();
    assertEquals(0, tested.damages());
  }
}
