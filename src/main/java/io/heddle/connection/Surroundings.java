package io.heddle.connection;

import io.heddle.broker.Core;
import java.util.concurrent.ThreadFactory;

/**
 * What all connections share.
 *
 * @param threads makes the virtual threads of writers
 * @param logbook tells people who came and went
 */
public record Surroundings(
    Core core, ConnectionOptions options, Buffers buffers, ThreadFactory threads, Logbook logbook) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 8;

  /** Surroundings with buffers and a logbook of their own. */
  public static Surroundings of(Core core, ConnectionOptions options, ThreadFactory threads) {
    Buffers buffers = new Buffers(Runtime.getRuntime().maxMemory() / SHARE);
    return new Surroundings(core, options, buffers, threads, new Logbook(core.timer()));
  }
}
