package io.heddle.connection;

import io.heddle.broker.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** So many in each second, and not more. Safe for use by any thread; takes no lock. */
final class Allowance {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Timer timer;
  private final int most;
  private final AtomicReference<Second> current =
      new AtomicReference<>(new Second(Long.MIN_VALUE, new AtomicInteger()));

  Allowance(Timer timer, int most) {
    this.timer = timer;
    this.most = most;
  }

  private record Second(long number, AtomicInteger taken) {}

  /** Whether one more is allowed in this second, which it then takes. */
  boolean take() {
    long number = Math.floorDiv(timer.nanos(), NANOS);
    Second now = current.get();
    if (now.number != number) {
      Second next = new Second(number, new AtomicInteger());
      now = current.compareAndSet(now, next) ? next : current.get();
    }
    return now.taken.incrementAndGet() <= most;
  }
}
