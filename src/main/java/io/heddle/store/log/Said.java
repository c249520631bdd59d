package io.heddle.store.log;

import org.jspecify.annotations.Nullable;

/** Counts what one thread appends to the log while others append, too. One measures at a time. */
public final class Said {
  /** Written by the thread that measures. */
  private volatile @Nullable Thread sayer;

  /** Belongs to the sayer. */
  private long bytes;

  /** Somebody appends an entry with so many bytes. */
  public void count(int length) {
    if (sayer == Thread.currentThread()) {
      bytes += Entry.size(length);
    }
  }

  /** Runs what appends, and answers how many bytes that took in the log. */
  public long by(Runnable appending) {
    bytes = 0;
    sayer = Thread.currentThread();
    try {
      appending.run();
    } finally {
      sayer = null;
    }
    return bytes;
  }
}
