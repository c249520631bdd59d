package io.heddle.connection;

import io.heddle.broker.Core;

/**
 * What all connections share.
 *
 * @param logbook tells people who came and went
 */
public record Surroundings(Core core, ConnectionOptions options, Buffers buffers, Logbook logbook) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 4;

  /** Surroundings with buffers and a logbook of their own. */
  public static Surroundings of(Core core, ConnectionOptions options) {
    Buffers buffers = new Buffers(Runtime.getRuntime().maxMemory() / SHARE);
    return new Surroundings(core, options, buffers, new Logbook(core.machine()));
  }

  /** Starts work that mostly waits, on a thread of this name. */
  public void start(String name, Runnable work) {
    core.machine().threads().start(name, work);
  }
}
