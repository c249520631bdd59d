package io.heddle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done at an end. Each step is done, also when one before it has failed, so that one
 * fault leaves no thread and no socket behind. Belongs to one thread.
 */
final class Steps {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** To be done after all others so far. */
  Steps then(Runnable step) {
    steps.addLast(step);
    return this;
  }

  /** To be done before all others so far, as what was opened last is closed first. */
  void before(Runnable step) {
    steps.addFirst(step);
  }

  /** Does them; the first fault is thrown at the end, with the others in it. */
  void run() {
    Throwable first = null;
    for (Runnable step; (step = steps.pollFirst()) != null; ) {
      first = fault(step, first);
    }
    switch (first) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException fault -> throw fault;
      default -> throw new IllegalStateException(first);
    }
  }

  /** Does them after a fault that is to be thrown, and adds to it what else failed. */
  void runAfter(Throwable fault) {
    try {
      run();
    } catch (RuntimeException | Error another) {
      fault.addSuppressed(another);
    }
  }

  private static @Nullable Throwable fault(Runnable step, @Nullable Throwable first) {
    try {
      step.run();
      return first;
    } catch (RuntimeException | Error fault) {
      if (first == null) {
        return fault;
      }
      first.addSuppressed(fault);
      return first;
    }
  }
}
