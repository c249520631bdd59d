package io.heddle.auth.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Work for which nobody waits, done one after the other by a few threads, which are there only
 * while there is some. Whoever adds work sees to it that there is not too much. Safe for use by any
 * thread; takes no lock.
 */
final class Asides {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore free;
  private final Executor threads;

  /**
   * No work yet.
   *
   * @param most threads at a time
   * @param threads runs each task that it is given on a thread of its own
   */
  Asides(int most, Executor threads) {
    this.free = new Semaphore(most);
    this.threads = threads;
  }

  /** Does this when its turn comes. When no thread can be had now, with the next work. */
  void add(Runnable work) {
    waiting.add(work);
    if (free.tryAcquire()) {
      boolean begun = false;
      try {
        threads.execute(this::work);
        begun = true;
      } finally {
        if (!begun) {
          free.release();
        }
      }
    }
  }

  /** What is added when the last piece was taken, and before the thread is free, is not missed. */
  private void work() {
    do {
      try {
        Runnable next;
        while ((next = waiting.poll()) != null) {
          next.run();
        }
      } finally {
        free.release();
      }
    } while (!waiting.isEmpty() && free.tryAcquire());
  }
}
