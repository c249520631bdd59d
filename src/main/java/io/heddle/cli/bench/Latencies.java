package io.heddle.cli.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something took how long, in buckets that are a thirty-second of a power of two wide:
 * what is read from them is wrong by three parts in a hundred at most. For any thread.
 */
final class Latencies {
  private static final int FINE_BITS = 5;
  private static final int FINE = 1 << FINE_BITS;

  private final AtomicLongArray buckets = new AtomicLongArray(Long.SIZE * FINE);

  /** Counts one; what is less than nothing, because two clocks differ, is nothing. */
  void add(long nanos) {
    buckets.incrementAndGet(index(Math.max(0, nanos)));
  }

  private static int index(long nanos) {
    int shift = Math.max(0, Long.SIZE - FINE_BITS - 1 - Long.numberOfLeadingZeros(nanos | 1));
    return (shift << FINE_BITS) + (int) (nanos >>> shift);
  }

  /** The largest that falls into a bucket. */
  private static long largest(int index) {
    int shift = Math.max(0, (index >> FINE_BITS) - 1);
    long mantissa = index - ((long) shift << FINE_BITS);
    return (mantissa + 1 << shift) - 1;
  }

  /** How many there are. */
  long count() {
    long count = 0;
    for (int i = 0; i < buckets.length(); i++) {
      count += buckets.get(i);
    }
    return count;
  }

  /** That many nanoseconds, or fewer, took this part of all, from 0 to 1; 0 when there is none. */
  long at(double part) {
    long wanted = (long) Math.ceil(part * count());
    long seen = 0;
    for (int i = 0; i < buckets.length(); i++) {
      seen += buckets.get(i);
      if (seen >= wanted && buckets.get(i) > 0) {
        return largest(i);
      }
    }
    return 0;
  }
}
