package io.heddle.connection;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Large buffers that connections borrow while a burst lasts, so that an idle connection holds none.
 * Safe for use by any thread. Each must be given back once, for they are counted: thousands of
 * clients that do not read, or do not finish what they send, must not take the memory of all.
 */
final class Buffers {
  /**
   * The size of a buffer that is kept for the next one; smaller ones are not counted, unless a
   * stranger has them.
   */
  static final int LARGE = 64 * 1024;

  private static final int KEPT = 64;
  private static final int PARTS = 8;

  /** Strangers together have this part of all: whoever is known has the rest to himself. */
  private static final int STRANGERS = 4;

  private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);
  private final AtomicLong lent = new AtomicLong();

  /** What strangers have of what is lent. */
  private final AtomicLong strange = new AtomicLong();

  private final long limit;

  /** Buffers of so many bytes together. */
  Buffers(long limit) {
    this.limit = limit;
  }

  byte[] borrow() {
    lent.addAndGet(LARGE);
    byte @Nullable [] buffer = free.poll();
    return buffer == null ? new byte[LARGE] : buffer;
  }

  /** A buffer of any size, given by whoever has asked what is {@link #left}. */
  byte[] borrow(int size) {
    if (size == LARGE) {
      return borrow();
    }
    if (size > LARGE) {
      lent.addAndGet(size);
    }
    return new byte[size];
  }

  /** Takes a buffer back. */
  void giveBack(byte[] buffer) {
    if (buffer.length >= LARGE) {
      lent.addAndGet(-buffer.length);
    }
    if (buffer.length == LARGE) {
      free.offer(buffer);
    }
  }

  /**
   * A buffer for a client that has not proved who it is, counted whatever its size; null when
   * nothing is left for such clients. It is given back with {@link #giveBackStrange}, unless it was
   * {@link #known} before.
   */
  byte @Nullable [] borrowStrange(int size) {
    if (strange.addAndGet(size) > limit / STRANGERS || size > left()) {
      strange.addAndGet(-size);
      return null;
    }
    lent.addAndGet(size);
    return new byte[size];
  }

  /** Takes the buffer of a stranger back. */
  void giveBackStrange(int size) {
    strange.addAndGet(-size);
    lent.addAndGet(-size);
  }

  /** The stranger that has such a buffer is one no more, and keeps it as others keep theirs. */
  void known(int size) {
    strange.addAndGet(-size);
    if (size < LARGE) {
      lent.addAndGet(-size);
    }
  }

  /** How many bytes may still be lent. */
  long left() {
    return Math.max(0, limit - lent.get());
  }

  /**
   * How many bytes may wait for one client: one buffer while there is any for it, and more as a
   * part of what is left of half of all. So those who do not read leave enough to those who do, and
   * to what comes in.
   */
  long share() {
    long now = lent.get();
    long one = now < limit / 4 * 3 ? LARGE : 0;
    return Math.max(one, (limit / 2 - now) / PARTS);
  }
}
