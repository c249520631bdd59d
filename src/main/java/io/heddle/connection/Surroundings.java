package io.heddle.connection;

import io.heddle.broker.Core;
import java.util.concurrent.ThreadFactory;

/**
 * What all connections share.
 *
 * @param threads makes the virtual threads of writers
 */
public record Surroundings(
    Core core, ConnectionOptions options, Buffers buffers, ThreadFactory threads) {
  /** The share of the heap that buffers may take. */
  private static final int SHARE = 4;

  /** Surroundings with buffers of their own. */
  public static Surroundings of(Core core, ConnectionOptions options, ThreadFactory threads) {
    return new Surroundings(
        core, options, new Buffers(Runtime.getRuntime().maxMemory() / SHARE), threads);
  }
}
