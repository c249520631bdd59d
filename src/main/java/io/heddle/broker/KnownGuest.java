package io.heddle.broker;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out to a client of which it is known what it may do, and how much it got. Safe for use by
 * any thread.
 */
public abstract class KnownGuest implements Guest {
  /** Guards whatever is on its way; the last in the lock order. */
  protected final ReentrantLock lock = new ReentrantLock();

  /** Messages that were put on their way. Guarded by the lock. */
  private long delivered;

  /** Written before the client's session knows this way out, read by any thread. */
  private volatile @Nullable Entitlement entitlement;

  /** Says what it may do. */
  public final void entitle(Entitlement own) {
    entitlement = own;
  }

  @Override
  public final @Nullable Entitlement entitlement() {
    return entitlement;
  }

  /** A message is put on its way; the caller holds the lock. */
  protected final void delivers() {
    delivered++;
  }

  @Override
  public final long delivered() {
    return locked(() -> delivered);
  }

  /** Does something under the lock. */
  protected final void guarded(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Answers a question, or does something, under the lock. */
  protected final <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
