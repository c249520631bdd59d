package io.heddle.broker;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A look at everything that is kept, on a platform thread of its own: virtual threads are not
 * time-sliced, and a million entries would keep a carrier from the clients for longer than they
 * should wait. There is never more than one at a time; the thread ends with its work. Safe for use
 * by any thread.
 */
final class Sweep {
  private final Threads threads;
  private final Runnable work;
  private final AtomicBoolean running = new AtomicBoolean();

  Sweep(Threads threads, Runnable work) {
    this.threads = threads;
    this.work = work;
  }

  /** Begins, and returns at once; does nothing while the last one goes on. */
  void begin() {
    if (running.compareAndSet(false, true)) {
      threads.startHeavy("heddle-sweep", this::run);
    }
  }

  private void run() {
    try {
      work.run();
    } finally {
      running.set(false);
    }
  }
}
