package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a limit that a healthy machine never reaches. */
public final class Until {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long LOOK = TimeUnit.MICROSECONDS.toNanos(200);

  private Until() {}

  /** Waits until it is so. */
  public static void so(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("it never came to this: " + what);
      }
      LockSupport.parkNanos(LOOK);
    }
  }

  /** Waits until the thread waits for somebody. */
  public static void waiting(Thread thread) {
    so(
        thread + " waits",
        () ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
  }

  /** Waits until the thread has ended. */
  public static void ended(Thread thread) throws InterruptedException {
    assertTrue(thread.join(LIMIT), () -> thread + " still runs");
  }
}
