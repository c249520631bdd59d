package io.heddle.broker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what was begun and is not finished, however much that is; one thread begins it all and
 * waits. Work may finish on any thread.
 */
final class Unfinished {
  /** One more than there are until the wait begins, so that it is not over before. */
  private final AtomicInteger count = new AtomicInteger(1);

  private final CountDownLatch none = new CountDownLatch(1);

  /** Counts work that is to be run once, from now on until it has run. */
  Runnable counting(Runnable work) {
    count.incrementAndGet();
    return () -> {
      try {
        work.run();
      } finally {
        finished();
      }
    };
  }

  private void finished() {
    if (count.decrementAndGet() == 0) {
      none.countDown();
    }
  }

  /** Waits until all is finished, not longer than that, nor after an interrupt, which stays. */
  void await(Duration most) {
    finished();
    try {
      none.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
