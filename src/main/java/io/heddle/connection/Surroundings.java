package io.heddle.connection;

import io.heddle.broker.Core;

/** What all connections share. */
public record Surroundings(Core core, ConnectionOptions options, Buffers buffers) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 8;

  /** Surroundings with buffers of their own. */
  public static Surroundings of(Core core, ConnectionOptions options) {
    return new Surroundings(core, options, new Buffers(Runtime.getRuntime().maxMemory() / SHARE));
  }

  /** A clock that never jumps, in nanoseconds from an arbitrary moment. */
  public long nanos() {
    return core.timer().nanos();
  }

  /** Starts work that mostly waits, on a thread of this name. */
  public void start(String name, Runnable work) {
    core.machine().threads().start(name, work);
  }
}
