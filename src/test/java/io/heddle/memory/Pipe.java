package io.heddle.memory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes in one direction, as TCP carries them: bounded, in order, with an end. Who writes waits for
 * room, who reads waits for bytes. Safe for use by any thread; every field is guarded by the lock.
 */
final class Pipe {
  /** About what two sockets of the loopback interface hold between them. */
  static final int CAPACITY = 1024 * 1024;

  private static final int SMALLEST = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] ring = new byte[SMALLEST];
  private int start;
  private int count;
  private boolean finished;
  private boolean reset;
  private boolean readerGone;

  /** Writes all these bytes. */
  void write(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      int from = offset;
      int end = offset + length;
      while (from < end) {
        if (finished || reset || readerGone) {
          throw new IOException("nobody reads any more");
        }
        int portion = Math.min(end - from, CAPACITY - count);
        if (portion == 0) {
          changed.awaitUninterruptibly();
        } else {
          append(source, from, portion);
          from += portion;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reads at least one byte, or answers −1 at the end. */
  int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (!readable()) {
        changed.awaitUninterruptibly();
      }
      return take(target, offset, length);
    } finally {
      lock.unlock();
    }
  }

  /** Reads at least one byte, or answers −1 at the end and 0 when the time is over. */
  int read(byte[] target, Duration timeout) throws IOException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!readable()) {
        if (left <= 0) {
          return 0;
        }
        left = changed.awaitNanos(left);
      }
      return take(target, 0, target.length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** No more bytes come; those on their way can be read. */
  void finish() {
    change(() -> finished = true);
  }

  /**
   * No more bytes come, because the writer has vanished: who has read those on their way is told
   * so.
   */
  void reset() {
    change(() -> reset = true);
  }

  /** Nobody reads any more: reading and writing fail from now on. */
  void abandon() {
    change(() -> {
      readerGone = true;
      count = 0;
    });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean readable() {
    return count > 0 || finished || reset || readerGone;
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    if (readerGone) {
      throw new IOException("closed");
    }
    if (count == 0 && reset) {
      throw new IOException("reset by peer");
    }
    if (count == 0) {
      return -1;
    }
    int portion = Math.min(count, length);
    int straight = Math.min(portion, ring.length - start);
    System.arraycopy(ring, start, target, offset, straight);
    System.arraycopy(ring, 0, target, offset + straight, portion - straight);
    start = (start + portion) % ring.length;
    count -= portion;
    changed.signalAll();
    return portion;
  }

  private void append(byte[] source, int offset, int length) {
    if (count + length > ring.length) {
      grow(count + length);
    }
    int at = (start + count) % ring.length;
    int straight = Math.min(length, ring.length - at);
    System.arraycopy(source, offset, ring, at, straight);
    System.arraycopy(source, offset + straight, ring, 0, length - straight);
    count += length;
    changed.signalAll();
  }

  private void grow(int least) {
    byte[] larger = new byte[Math.min(CAPACITY, Math.max(least, ring.length * 2))];
    int straight = Math.min(count, ring.length - start);
    System.arraycopy(ring, start, larger, 0, straight);
    System.arraycopy(ring, 0, larger, straight, count - straight);
    ring = larger;
    start = 0;
  }
}
