package io.heddle.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of somebody who is slow to ask, remembered for a while. Bounded: of too many, the one
 * that was given first is forgotten. Safe for use by any thread; its lock is a leaf.
 *
 * @param <K> what was asked
 * @param <V> what was answered
 */
public final class Recent<K, V> {
  private final long period;
  private final int most;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were given. Guarded by the lock. */
  private final Map<K, Given<V>> answers = new LinkedHashMap<>();

  private record Given<V>(V answer, long end) {}

  /**
   * Nothing yet.
   *
   * @param period for how long an answer is remembered; zero when none is
   * @param most answers at a time, at least 1
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public Recent(Duration period, int most, LongSupplier nanos) {
    this.period = period.toNanos();
    this.most = most;
    this.nanos = nanos;
  }

  /** The answer, or null when there is none that is young enough. */
  public @Nullable V find(K asked) {
    if (period == 0) {
      return null;
    }
    lock.lock();
    try {
      Given<V> given = answers.get(asked);
      return given == null || given.end - nanos.getAsLong() <= 0 ? null : given.answer;
    } finally {
      lock.unlock();
    }
  }

  /** Remembers an answer, in the place of an older one. */
  public void add(K asked, V answer) {
    if (period == 0) {
      return;
    }
    lock.lock();
    try {
      // Taken out and put in again, it is the last in the order.
      answers.remove(asked);
      answers.put(asked, new Given<>(answer, nanos.getAsLong() + period));
      if (answers.size() > most) {
        answers.remove(answers.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are remembered at this moment, old ones among them. */
  public int size() {
    lock.lock();
    try {
      return answers.size();
    } finally {
      lock.unlock();
    }
  }
}
