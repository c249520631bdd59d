package io.heddle.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many in a second, and as many at once after a second of rest. Safe for use by any thread;
 * takes no lock.
 */
final class Bucket {
  private static final long SECOND = 1_000_000_000L;

  private final long rate;

  /** The moment up to which is paid for what was taken; a second ago when the bucket is full. */
  private final AtomicLong paid;

  /** A full bucket; the rate is at least 1. */
  Bucket(long rate, long now) {
    this.rate = rate;
    this.paid = new AtomicLong(now - SECOND);
  }

  /** Takes so many, and answers for how many nanoseconds whoever took them has to wait. */
  long take(long count, long now) {
    long cost = count * SECOND / rate;
    return Math.max(0, paid.updateAndGet(before -> from(before, now) + cost) - now);
  }

  /** Takes one if there is one. */
  boolean tryTake(long now) {
    long cost = SECOND / rate;
    while (true) {
      long before = paid.get();
      long after = from(before, now) + cost;
      if (after - now > 0) {
        return false;
      }
      if (paid.compareAndSet(before, after)) {
        return true;
      }
    }
  }

  /** Whether there is one; takes none. */
  boolean has(long now) {
    return from(paid.get(), now) + SECOND / rate <= now;
  }

  private static long from(long before, long now) {
    return now + Math.max(before - now, -SECOND);
  }
}
