package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that nobody in particular gets before their time has come, kept for the next process. In
 * the store they are those of a group whose filter is no share group's. Safe for use by any thread;
 * the lock, a leaf but for the store's, guards all fields.
 */
public final class Shelf {
  private static final TopicFilter NAME = TopicFilter.of("$delayed");
  private static final int[] NO_IDENTIFIERS = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final SessionStore store;
  private final Diary diary;
  private final Set<Delivery> lying = new LinkedHashSet<>();

  /** An empty one. */
  public Shelf(SessionStore store) {
    this.store = store;
    this.diary = new Diary(store);
  }

  /** Whether what an earlier process kept lay on its shelf, and was no share group's. */
  public static boolean isOne(Kept.OfGroup kept) {
    return kept.filter().equals(NAME);
  }

  /** What an earlier process kept lies here now. Before anything else does; blocks. */
  public void restore(Kept.OfGroup kept) {
    lock.lock();
    try {
      Archive.resume(diary, kept.journal(), kept.waiting(), List.of());
      kept.waiting().forEach(this::restore);
    } finally {
      lock.unlock();
    }
  }

  private void restore(Stored stored) {
    Message message = store.read(stored.body());
    if (message == null) {
      diary.gone(stored);
    } else {
      lying.add(Delivery.of(stored, message, null));
    }
  }

  /** What lies here, in the order in which it came. */
  public List<Delivery> all() {
    lock.lock();
    try {
      return List.copyOf(lying);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps a message; null when nothing is kept, as of QoS 0. It is safe when what the store has
   * written so far is. Does not wait.
   */
  public @Nullable Delivery put(Message message) {
    Shuttle shuttle = new Shuttle(0);
    Terms terms = Terms.of(message.qos(), false, NO_IDENTIFIERS);
    Delivery delivery = new Delivery(message, terms, null);
    lock.lock();
    try {
      if (!diary.isOpen() && diary.open()) {
        diary.group(NAME);
      }
      diary.queued(delivery, shuttle);
      return delivery.written && lying.add(delivery) ? delivery : null;
    } finally {
      lock.unlock();
      shuttle.flush();
    }
  }

  /** Its time has come, or it is nobody's any more. A second call does nothing. */
  public void take(Delivery delivery) {
    lock.lock();
    try {
      if (lying.remove(delivery)) {
        diary.gone(delivery);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What this does and writes outlives the process as a whole, or not at all. */
  public void together(Runnable action) {
    store.together(action);
  }

  /** Whether there is no room to keep what is published. */
  public boolean isFull() {
    return store.isFull();
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  public void stateAgain() {
    Shuttle shuttle = new Shuttle(0);
    lock.lock();
    try {
      if (diary.isOpen()) {
        diary.group(NAME);
      }
    } finally {
      lock.unlock();
    }
    all().forEach(delivery -> stateAgain(delivery, shuttle));
    shuttle.flush();
  }

  private void stateAgain(Delivery delivery, Shuttle shuttle) {
    lock.lock();
    try {
      if (lying.contains(delivery)) {
        diary.again(delivery, shuttle);
      }
    } finally {
      lock.unlock();
    }
  }
}
