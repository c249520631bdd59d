package io.heddle.broker;

import java.time.InstantSource;
import java.util.Random;

/** Machines for tests: the time that is given, real threads, and the same chance in every run. */
public final class Machines {
  private Machines() {}

  /** A machine whose time passes when a test says so. */
  public static Machine of(FakeTimer timer) {
    return new Machine(timer, timer, new Random(1), new SystemThreads());
  }

  /** A machine with this timer and the time of day. */
  public static Machine of(Timer timer) {
    return new Machine(InstantSource.system(), timer, new Random(1), new SystemThreads());
  }
}
