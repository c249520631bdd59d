package io.heddle.connection;

import io.heddle.broker.Core;

/**
 * What all connections share.
 *
 * @param logbook tells people who came and went
 * @param guard knows who clients are and what they may do
 */
public record Surroundings(
    Core core, ConnectionOptions options, Buffers buffers, Logbook logbook, Guard guard) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 4;

  /** Surroundings with buffers and a logbook of their own. */
  public static Surroundings of(Core core, ConnectionOptions options, Guard guard) {
    Buffers buffers = new Buffers(Runtime.getRuntime().maxMemory() / SHARE);
    return new Surroundings(core, options, buffers, new Logbook(core.machine()), guard);
  }

  /** Surroundings in which nobody is known and everything allowed. */
  public static Surroundings of(Core core, ConnectionOptions options) {
    return of(core, options, Guard.NONE);
  }

  /** Starts work that mostly waits, on a thread of this name. */
  public void start(String name, Runnable work) {
    core.machine().threads().start(name, work);
  }
}
