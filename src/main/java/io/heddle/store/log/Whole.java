package io.heddle.store.log;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps together what belongs together: entries that one action adds are all in a commit, or none
 * of them is. Safe for use by any thread. The lock is held for reading by those who add, for
 * writing by the committer for the moment in which it takes what there is.
 */
final class Whole {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Adds entries that belong together; the action must not wait for anything to be safe. */
  void add(Runnable action) {
    lock.readLock().lock();
    try {
      action.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Takes what was added, when nobody is in the middle of it. */
  void take(Runnable action) {
    lock.writeLock().lock();
    try {
      action.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
