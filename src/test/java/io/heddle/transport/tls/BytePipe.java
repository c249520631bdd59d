package io.heddle.transport.tls;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes in one direction with little room, so that whoever writes soon has to wait. Safe for use by
 * any thread; every field is guarded by the lock.
 */
final class BytePipe {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring;
  private int start;
  private int count;
  private boolean finished;
  private boolean closed;

  BytePipe(int capacity) {
    this.ring = new byte[capacity];
  }

  /** Writes what finds room, and answers how many bytes that was. */
  int writeNow(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (finished || closed) {
        throw new IOException("the pipe is closed");
      }
      int portion = Math.min(length, ring.length - count);
      for (int i = 0; i < portion; i++) {
        ring[(start + count + i) % ring.length] = source[offset + i];
      }
      count += portion;
      changed.signalAll();
      return portion;
    } finally {
      lock.unlock();
    }
  }

  void write(byte[] source, int offset, int length) throws IOException {
    int written = 0;
    lock.lock();
    try {
      while (written < length) {
        written += writeNow(source, offset + written, length - written);
        while (written < length && count == ring.length && !closed && !finished) {
          changed.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (count == 0 && !finished && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("the pipe is closed");
      }
      if (count == 0) {
        return -1;
      }
      int portion = Math.min(length, count);
      for (int i = 0; i < portion; i++) {
        target[offset + i] = ring[(start + i) % ring.length];
      }
      start = (start + portion) % ring.length;
      count -= portion;
      changed.signalAll();
      return portion;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes are on their way. */
  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** No more is written; what is on its way arrives. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing arrives any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
