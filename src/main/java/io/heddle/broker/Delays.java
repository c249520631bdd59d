package io.heddle.broker;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long messages took, in classes: a histogram. Safe for use by any thread; takes no lock.
 *
 * <p>The classes reach from what a loopback takes to what makes people ask.
 */
public final class Delays {
  private static final long[] BOUNDS = {
    50_000L,
    100_000L,
    250_000L,
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    10_000_000_000L
  };

  private final LongAdder[] classes = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Delays() {
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new LongAdder();
    }
  }

  /** That many messages took so long. */
  public void add(long tookNanos, int messages) {
    int i = 0;
    while (i < BOUNDS.length && tookNanos > BOUNDS[i]) {
      i++;
    }
    classes[i].add(messages);
    nanos.add(tookNanos * messages);
  }

  /** The upper bounds of the classes in nanoseconds; the last class has none. */
  public static long[] bounds() {
    return BOUNDS.clone();
  }

  /** How many messages are in each class: one more than there are bounds. */
  public long[] counts() {
    long[] counts = new long[classes.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = classes[i].sum();
    }
    return counts;
  }

  /** What all of them took, in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }
}
