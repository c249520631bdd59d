package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sweeps follow each other, and delay nobody. */
@Timeout(10)
class SweepTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
  private final Semaphore goOn = new Semaphore(0);
  private final Sweep sweep =
      new Sweep(
          new SystemThreads(),
          () -> {
            threads.add(Thread.currentThread());
            goOn.acquireUninterruptibly();
          });

  @Test
  void oneAtATimeOnAPlatformThread() throws InterruptedException {
    sweep.begin();
    Thread first = threads.take();
    assertFalse(first.isVirtual());
    assertTrue(first.isDaemon());
    assertEquals("heddle-sweep", first.getName());
    sweep.begin();
    goOn.release();
    assertTrue(first.join(LIMIT));
    assertTrue(threads.isEmpty());
    sweep.begin();
    assertTrue(threads.poll(5, TimeUnit.SECONDS) != first);
    goOn.release();
  }

  @Test
  void aFaultEndsOneSweepOnly() throws InterruptedException {
    Sweep failing =
        new Sweep(
            new SystemThreads(),
            () -> {
              threads.add(Thread.currentThread());
              Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> {});
              throw new IllegalStateException("of the test");
            });
    failing.begin();
    assertTrue(threads.take().join(LIMIT));
    failing.begin();
    assertTrue(threads.take().join(LIMIT));
  }
}
