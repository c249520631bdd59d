package io.heddle.broker;

import io.heddle.hook.Clockwork;
import java.time.Duration;

/** What hooks need of this machine. Safe for use by any thread. */
public record HookClockwork(Machine machine) implements Clockwork {
  @Override
  public long nanos() {
    return machine.timer().nanos();
  }

  @Override
  public void every(Duration pause, Runnable action) {
    machine.timer().every(pause, action);
  }

  @Override
  public void aside(Runnable work) {
    machine.threads().startHeavy("heddle-hook-log", work);
  }
}
