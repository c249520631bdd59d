package io.heddle.store.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What commits there were, and how long they took. Written by the committer, read by any thread.
 */
public final class CommitFigures {
  /** The upper bounds of the classes but the last, in microseconds. */
  private static final long[] BOUNDS = {
    500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 500_000
  };

  private final AtomicLongArray classes = new AtomicLongArray(BOUNDS.length + 1);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean failing;

  CommitFigures() {}

  /** Of somebody who has not committed anything. */
  public static CommitFigures none() {
    return new CommitFigures();
  }

  /** A commit of so many bytes took so long. */
  void committed(long written, long took) {
    bytes.addAndGet(written);
    nanos.addAndGet(took);
    failing = false;
    int index = 0;
    while (index < BOUNDS.length && TimeUnit.NANOSECONDS.toMicros(took) > BOUNDS[index]) {
      index++;
    }
    classes.incrementAndGet(index);
  }

  /** A commit failed, and is tried again. */
  void failed() {
    failing = true;
  }

  /** Bytes that were written. */
  public long bytes() {
    return bytes.get();
  }

  /** How long all commits took. */
  public long nanos() {
    return nanos.get();
  }

  /** Whether the last one failed. */
  public boolean isFailing() {
    return failing;
  }

  /** How many took at most 0.5, 1, 2, 5, 10, 20, 50, 100, 500 milliseconds, and longer. */
  public List<Long> classes() {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < classes.length(); i++) {
      counts.add(classes.get(i));
    }
    return counts;
  }
}
