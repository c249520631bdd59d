package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Logins that were checked not long ago, by their digest: a keyed hash of user name and password,
 * whose key leaves this process as little as the passwords do. Bounded; the oldest is forgotten.
 * Safe for use by any thread; its lock is a leaf.
 *
 * <p>Digests are looked up in the ordinary way, not in constant time: nobody who does not know the
 * key can choose what a digest begins with.
 */
final class RecentLogins {
  private final long period;
  private final int most;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** Digest to the moment at which it is forgotten, the oldest first. Guarded by the lock. */
  private final Map<Bytes, Long> ends = new LinkedHashMap<>();

  /** None yet; each is remembered for a period in nanoseconds, which may be 0. */
  RecentLogins(long period, int most, LongSupplier nanos) {
    this.period = period;
    this.most = most;
    this.nanos = nanos;
  }

  boolean has(Bytes digest) {
    lock.lock();
    try {
      forget();
      return ends.containsKey(digest);
    } finally {
      lock.unlock();
    }
  }

  void add(Bytes digest) {
    if (period == 0) {
      return;
    }
    lock.lock();
    try {
      forget();
      // One that is there already keeps its end: once in a period every password is checked.
      ends.putIfAbsent(digest, nanos.getAsLong() + period);
      if (ends.size() > most) {
        ends.remove(ends.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** All have the same period, so those whose time is over come first. */
  private void forget() {
    long now = nanos.getAsLong();
    Iterator<Long> oldest = ends.values().iterator();
    while (oldest.hasNext() && oldest.next() - now <= 0) {
      oldest.remove();
    }
  }

  int size() {
    lock.lock();
    try {
      return ends.size();
    } finally {
      lock.unlock();
    }
  }
}
