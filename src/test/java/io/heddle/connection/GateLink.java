package io.heddle.connection;

import io.heddle.memory.QuietLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A link to a client that takes bytes when a test lets it, and remembers them. Safe for use by any
 * thread.
 */
final class GateLink implements QuietLink {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final List<Integer> writes = new ArrayList<>();
  private final AtomicInteger writers = new AtomicInteger();
  private volatile int mostWriters;
  private volatile boolean finished;
  private volatile boolean closed;
  private boolean open = true;
  private boolean broken;
  private boolean held;
  private boolean faulty;
  private volatile boolean threadless;

  /** From now on writes wait. */
  void shut() {
    set(() -> open = false);
  }

  /** Writes go on. */
  void open() {
    set(() -> open = true);
  }

  /** Every write fails from now on, those that wait included. */
  void fail() {
    set(() -> broken = true);
  }

  /** Every write ends with a fault of ours from now on. */
  void breakDown() {
    set(() -> faulty = true);
  }

  /** No thread can be had for this client from now on. */
  void noThreads() {
    threadless = true;
  }

  private void set(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    mostWriters = Math.max(mostWriters, writers.incrementAndGet());
    lock.lock();
    try {
      while (!open && !broken && !closed) {
        held = true;
        changed.awaitUninterruptibly();
      }
      held = false;
      if (faulty) {
        throw new IllegalStateException("of the test");
      }
      if (broken || closed) {
        throw new IOException("nobody takes it");
      }
      taken.write(source, offset, length);
      writes.add(length);
    } finally {
      lock.unlock();
      writers.decrementAndGet();
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (!closed) {
        changed.awaitUninterruptibly();
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start(String name, Runnable work) {
    if (threadless) {
      throw new OutOfMemoryError("of the test");
    }
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void close() {
    set(() -> closed = true);
  }

  boolean isFinished() {
    return finished;
  }

  boolean isClosed() {
    return closed;
  }

  /** The most threads that wrote at the same time. */
  int mostWriters() {
    return mostWriters;
  }

  /** Whether a write waits. */
  boolean isHeld() {
    lock.lock();
    try {
      return held;
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

  /** The lengths of the writes. */
  List<Integer> writes() {
    lock.lock();
    try {
      return List.copyOf(writes);
    } finally {
      lock.unlock();
    }
  }
}
