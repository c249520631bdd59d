package io.heddle.broker;

import io.heddle.session.Cancellable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The timer of a running broker: one platform thread that counts the time, and a virtual thread for
 * each action that is due, so that an action may block and delays no other.
 */
public final class SystemTimer implements Timer, AutoCloseable {
  /** A century: longer delays are never reached and would overflow. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final ScheduledThreadPoolExecutor executor;
  private final Threads threads;

  /** A timer that runs its actions on these threads. */
  public SystemTimer(SystemThreads threads) {
    this.threads = threads;
    this.executor = new ScheduledThreadPoolExecutor(1, work -> threads.heavy("heddle-timer", work));
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Cancellable after(Duration delay, Runnable action) {
    Duration bounded = delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    Future<?> future =
        executor.schedule(
            () -> threads.start("heddle-action", action),
            bounded.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public Cancellable every(Duration pause, Runnable action) {
    Repetition repetition = new Repetition(pause, action);
    repetition.next();
    return repetition;
  }

  /**
   * An action that is done again when it is done: it never overlaps itself, and sees what it did.
   */
  private final class Repetition implements Cancellable {
    private final Duration pause;
    private final Runnable action;
    private volatile boolean cancelled;
    private volatile Cancellable pending = () -> {};

    Repetition(Duration pause, Runnable action) {
      this.pause = pause;
      this.action = action;
    }

    private void next() {
      pending = after(pause, this::run);
      if (cancelled) {
        pending.cancel();
      }
    }

    private void run() {
      try {
        action.run();
      } finally {
        next();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      pending.cancel();
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /** Forgets everything that is not due yet, and whatever is asked for from now on. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
