package io.heddle.connection;

import io.heddle.session.Assurance;
import java.util.concurrent.TimeUnit;

/**
 * Reads no more from a client than the store can keep up with: before a batch begins, what the last
 * but one has left there is safe. Belongs to the connection's thread.
 */
final class Backpressure {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long before;

  /** A batch is over, and has left that mark in the store. */
  void afterBatch(long mark, Outbox outbox) {
    Assurance store = outbox.writer.assurance();
    try {
      while (!store.isSafe(before) && outbox.farewell() == null) {
        store.await(before, SECOND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    before = mark;
  }
}
