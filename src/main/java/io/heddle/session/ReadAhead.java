package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the next messages of a queue from the disk to memory, before they are wanted: on the
 * thread that reads, and never under the lock of the queue's owner.
 */
public final class ReadAhead implements LongConsumer {
  /** Messages, and bytes of them, that are read in one go. */
  private static final int PORTION = 256;

  private static final int BYTES = 256 * 1024;

  private final Owner owner;
  private final DeliveryQueue queue;
  private final Diary diary;

  /** Whether it was asked for, and has not come yet. Guarded by the owner's lock. */
  private boolean asked;

  ReadAhead(Owner owner, DeliveryQueue queue, Diary diary) {
    this.owner = owner;
    this.queue = queue;
    this.diary = diary;
  }

  /** Whoever has the queue. */
  public interface Owner {
    /** Guards the queue. */
    Lock guard();

    /** Where its messages come from, for a share group; else null. */
    Delivery.@Nullable Origin origin();

    /** More messages are in memory, and may be sent. Called without a lock; flushes nothing. */
    void arrived(Shuttle shuttle);
  }

  /** Asks for more, once until it is there; the caller holds the owner's lock. */
  void ask() {
    if (!asked) {
      asked = true;
      diary.readAhead(this);
    }
  }

  @Override
  public void accept(long now) {
    bring();
    Shuttle shuttle = new Shuttle(now);
    owner.arrived(shuttle);
    shuttle.flush();
  }

  private void bring() {
    List<Stored> next = List.of();
    @Nullable Message[] found = {};
    try {
      next = next();
      found = read(next);
    } finally {
      took(next, found);
    }
  }

  private List<Stored> next() {
    owner.guard().lock();
    try {
      return queue.aside().next(PORTION, BYTES);
    } finally {
      owner.guard().unlock();
    }
  }

  private @Nullable Message[] read(List<Stored> next) {
    @Nullable Message[] found = new @Nullable Message[next.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = diary.read(next.get(i));
    }
    return found;
  }

  private void took(List<Stored> next, @Nullable Message[] found) {
    owner.guard().lock();
    try {
      asked = false;
      for (int i = 0; i < found.length; i++) {
        queue.arrived(next.get(i), found[i], owner.origin());
      }
    } finally {
      owner.guard().unlock();
    }
  }
}
