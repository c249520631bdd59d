package io.heddle.store.log;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A position that something has reached, and those who wait for it. Safe for use by any thread; one
 * lock, which is a leaf, guards the waiting.
 */
public final class Reached {
  private final ReentrantLock lock = new ReentrantLock();
  private final Waiters waiters = new Waiters(lock::newCondition);

  /** Written under the lock. */
  private volatile long position;

  Reached(long position) {
    this.position = position;
  }

  /** How far it has come. */
  public long position() {
    return position;
  }

  /** It has come that far. */
  void to(long now) {
    lock.lock();
    try {
      if (position < now) {
        position = now;
        waiters.reached(now);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is there.
   *
   * @return false when the time is over before
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean await(long wanted, long nanos) throws InterruptedException {
    if (position >= wanted) {
      return true;
    }
    lock.lock();
    try {
      return position >= wanted || waiters.await(wanted, nanos);
    } finally {
      lock.unlock();
    }
  }
}
