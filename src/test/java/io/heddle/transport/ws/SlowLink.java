package io.heddle.transport.ws;

import io.heddle.connection.Link;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A link whose other end takes without waiting what a test lets it, and stops those who wait. Safe
 * for use by any thread; every field is guarded by the lock.
 */
final class SlowLink implements Link {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private int room = Integer.MAX_VALUE;
  private int writes;
  private boolean blocked;
  private boolean entered;
  private boolean closed;

  /** How many bytes are taken without waiting from now on. */
  void room(int bytes) {
    guarded(() -> room = bytes);
  }

  /** Who writes with waiting waits from now on. */
  void block() {
    guarded(() -> blocked = true);
  }

  void release() {
    guarded(() -> blocked = false);
  }

  boolean isEntered() {
    lock.lock();
    try {
      return entered;
    } finally {
      lock.unlock();
    }
  }

  byte[] taken() {
    lock.lock();
    try {
      return taken.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** How many writes there were. */
  int writes() {
    return writes;
  }

  private void guarded(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    return -1;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      entered = true;
      while (blocked && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("closed");
      }
      writes++;
      taken.write(source, offset, length);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int writeNow(byte[] source, int offset, int length) {
    lock.lock();
    try {
      int portion = Math.min(room, length);
      room -= portion;
      taken.write(source, offset, portion);
      return portion;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  public void finish() {}

  @Override
  public void close() {
    guarded(() -> closed = true);
  }

  @Override
  public String peer() {
    return "slow";
  }
}
