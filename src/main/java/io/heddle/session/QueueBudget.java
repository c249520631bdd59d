package io.heddle.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that wait in all queues or are in flight, together, and their limit. Safe for use by
 * any thread; takes no lock.
 */
public final class QueueBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /** A budget of that many bytes. */
  public QueueBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes out of the budget, or answers false and takes none. */
  boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes bytes, or gives them back, whatever the limit: what is in flight was let in before. */
  void shift(long bytes) {
    used.addAndGet(bytes);
  }

  /** Whether nothing more may be let in. */
  boolean isUsedUp() {
    return used.get() >= limit;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The bytes in use. */
  public long used() {
    return used.get();
  }
}
