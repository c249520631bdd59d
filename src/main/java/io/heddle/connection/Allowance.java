package io.heddle.connection;

import io.heddle.broker.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * So many in a second, and not more; a second begins with the first one after the last second. Safe
 * for use by any thread; takes no lock.
 */
final class Allowance {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Timer timer;
  private final int most;
  private final AtomicReference<Second> current;

  Allowance(Timer timer, int most) {
    this.timer = timer;
    this.most = most;
    this.current = new AtomicReference<>(new Second(timer.nanos(), new AtomicInteger()));
  }

  private record Second(long begin, AtomicInteger taken) {}

  /** Whether one more is allowed in this second, which it then takes. */
  boolean take() {
    long nanos = timer.nanos();
    Second now = current.get();
    if (nanos - now.begin >= NANOS) {
      Second next = new Second(nanos, new AtomicInteger());
      now = current.compareAndSet(now, next) ? next : current.get();
    }
    return now.taken.incrementAndGet() <= most;
  }
}
