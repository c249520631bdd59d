package io.heddle;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Work that nobody's interrupt cuts short: it has a thread of its own, and whoever waits for it
 * keeps his interrupts until it is over. Has no state.
 */
final class Undisturbed {
  private Undisturbed() {}

  /** Makes a thread that is not started yet. */
  @FunctionalInterface
  interface Threads {
    Thread unstarted(String name, Runnable work);
  }

  /** Does it, and returns when it is done and its thread has ended; throws what it throws. */
  static void run(Threads threads, String name, Runnable work) {
    FutureTask<Boolean> task = new FutureTask<>(work, true);
    Thread thread = threads.unstarted(name, task);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (task.state() == Future.State.FAILED) {
      rethrow(task.exceptionNow());
    }
  }

  private static void rethrow(Throwable fault) {
    switch (fault) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(fault);
    }
  }
}
