package io.heddle.auth;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that computes for long, done by a few platform threads while those who want it wait. Virtual
 * threads are not time-sliced: a hash on each of their carriers would stop every other client.
 *
 * <p>A thread lives while there is work. Whoever finds too many waiting, or has waited for too
 * long, is told at once that there is no answer: work for clients that have gone delays all others.
 * Safe for use by any thread.
 */
public final class HashPool {
  private final Executor threads;
  private final int most;
  private final Duration patience;
  private final BlockingQueue<FutureTask<?>> waiting;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * A pool without threads yet.
   *
   * @param threads runs each task that it is given on a platform thread of its own
   * @param most tasks that it is given at a time, at least 1
   * @param waiting pieces of work that may wait for a thread, at least 1
   * @param patience how long one waits for an answer
   */
  public HashPool(Executor threads, int most, int waiting, Duration patience) {
    this.threads = threads;
    this.most = most;
    this.patience = patience;
    this.waiting = new LinkedBlockingQueue<>(waiting);
  }

  /**
   * Has work done and waits for what it answers; null when there is no room or no time for it, or
   * the thread is interrupted, which it then stays.
   */
  public <T> @Nullable T ask(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    if (!waiting.offer(task)) {
      return null;
    }
    try {
      begin();
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be checked", e.getCause());
    } finally {
      // Nobody waits for it any more; if it is done already, this does nothing.
      task.cancel(false);
      waiting.remove(task);
    }
  }

  private void begin() {
    int now;
    do {
      now = running.get();
      if (now >= most) {
        return;
      }
    } while (!running.compareAndSet(now, now + 1));
    boolean begun = false;
    try {
      threads.execute(this::work);
      begun = true;
    } finally {
      if (!begun) {
        running.decrementAndGet();
      }
    }
  }

  private void work() {
    try {
      FutureTask<?> task;
      while ((task = waiting.poll()) != null) {
        task.run();
      }
    } finally {
      running.decrementAndGet();
      // What came after the last look and before the count was lowered has no thread yet.
      if (!waiting.isEmpty()) {
        begin();
      }
    }
  }

  /** How many threads it has at this moment. */
  public int running() {
    return running.get();
  }

  /** How much work waits for a thread at this moment. */
  public int waiting() {
    return waiting.size();
  }
}
