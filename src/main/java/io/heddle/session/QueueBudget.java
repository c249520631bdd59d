package io.heddle.session;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes that wait in all queues or are in flight, and their limit. Safe for use by any thread;
 * takes no lock.
 *
 * <p>Each may have as much as it leaves to the others: so a few whose clients do not read cannot
 * take everything from those whose clients do.
 */
public final class QueueBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final LongAdder messages = new LongAdder();

  /** A budget of that many bytes. */
  public QueueBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes for somebody who has so many already, or answers false and takes none. */
  boolean take(long bytes, long has) {
    if (has <= limit - used.addAndGet(bytes)) {
      return true;
    }
    shift(-bytes);
    return false;
  }

  /** Takes bytes, or gives them back, whatever the limit: they were let in before. */
  void shift(long bytes) {
    used.addAndGet(bytes);
  }

  /** Whether somebody who has so many bytes may have more. */
  boolean allows(long has) {
    return has < limit - used.get();
  }

  /** So many messages more wait or are in flight, or fewer. */
  void count(int more) {
    messages.add(more);
  }

  /** The messages that wait in all queues or are in flight, once for each receiver. */
  public long messages() {
    return messages.sum();
  }

  /** The bytes in use. */
  public long used() {
    return used.get();
  }
}
