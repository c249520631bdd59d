package io.heddle.store.log;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;

/**
 * Those who wait for a position to be safe. Each is woken once, when it is, and nobody else with
 * it: with many who wait, a commit costs only what it is for. Guarded by the lock of its owner.
 */
final class Waiters {
  private final Supplier<Condition> conditions;
  private final PriorityQueue<Waiter> waiting =
      new PriorityQueue<>(Comparator.comparingLong(waiter -> waiter.position));

  private static final class Waiter {
    private final long position;
    private final Condition condition;
    private boolean woken;

    Waiter(long position, Condition condition) {
      this.position = position;
      this.condition = condition;
    }
  }

  /**
   * Nobody yet.
   *
   * @param conditions each of the lock that guards this
   */
  Waiters(Supplier<Condition> conditions) {
    this.conditions = conditions;
  }

  /** Waits for the position, lets the lock go meanwhile; false when the time is over before. */
  boolean await(long position, long nanos) throws InterruptedException {
    Waiter waiter = new Waiter(position, conditions.get());
    waiting.add(waiter);
    try {
      long left = nanos;
      while (!waiter.woken && left > 0) {
        left = waiter.condition.awaitNanos(left);
      }
      return waiter.woken;
    } finally {
      if (!waiter.woken) {
        waiting.remove(waiter);
      }
    }
  }

  /** Everything before this position is safe. */
  void reached(long position) {
    while (!waiting.isEmpty() && waiting.peek().position <= position) {
      Waiter waiter = waiting.remove();
      waiter.woken = true;
      waiter.condition.signal();
    }
  }
}
