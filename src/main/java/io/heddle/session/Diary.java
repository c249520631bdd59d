package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a session, or a share group, writes down what happens to it: not at all while it ends with
 * its connection. Guarded by its owner's lock.
 *
 * <p>Whoever tells a client of something must not do so before it is safe. So whatever is written
 * with a shuttle leaves its mark there, and an outlet that gets something by that shuttle waits for
 * the mark.
 */
public final class Diary {
  private final SessionStore store;
  private @Nullable Journal journal;
  private long mark;
  private long last;
  private long first;
  private boolean mayBegin = true;
  private boolean ending;

  /** One in which nothing is written before it is opened. */
  public Diary(SessionStore store) {
    this.store = store;
  }

  /** Whether it may be opened: what is written already goes on. */
  void mayBegin(boolean allowed) {
    mayBegin = allowed;
  }

  /**
   * From now on everything is written down, if the store keeps anything and it may; false if not.
   */
  public boolean open() {
    if (journal == null && mayBegin) {
      journal = store.journal();
    }
    return journal != null;
  }

  /** It goes on where an earlier process was. */
  void resume(Journal earlier, long firstSequence, long lastSequence) {
    journal = earlier;
    first = Math.min(0, firstSequence);
    last = Math.max(0, lastSequence);
  }

  /** Whether anything is written. */
  public boolean isOpen() {
    return journal != null;
  }

  /** The owner's number in the store; 0 while nothing is written. */
  public long owner() {
    return journal == null ? 0 : journal.owner();
  }

  /** What was written last. */
  long mark() {
    return mark;
  }

  /** What is told from now on must not be told before that mark either. */
  void follow(long earlier) {
    mark = Math.max(mark, earlier);
  }

  /** What this shuttle brings from now on must not be told before what is written here is safe. */
  void leaveMark(Shuttle shuttle) {
    shuttle.mark(mark);
  }

  void standing(Standing standing) {
    if (journal != null) {
      follow(journal.standing(standing));
    }
  }

  /** The owner is the share group of this filter. */
  public void group(TopicFilter filter) {
    if (journal != null) {
      follow(journal.group(filter));
    }
  }

  void subscribed(Subscription subscription) {
    if (journal != null) {
      follow(journal.subscribed(subscription));
    }
  }

  void unsubscribed(TopicFilter filter) {
    if (journal != null) {
      follow(journal.unsubscribed(filter));
    }
  }

  /** The number of a message that waits, or is sent, after all others. */
  long next() {
    return ++last;
  }

  /** The number of a message that waits before all others. */
  long before() {
    return --first;
  }

  /** A message, which has its number, waits. */
  void queued(Delivery delivery, Shuttle shuttle) {
    if (journal != null && delivery.qos() != Qos.AT_MOST_ONCE) {
      enter(journal, delivery, shuttle);
    }
  }

  private void enter(Journal to, Delivery delivery, Shuttle shuttle) {
    if (delivery.body == 0) {
      delivery.body = shuttle.body(delivery.message(), store);
    }
    if (delivery.body == 0) {
      return; // larger than the store takes, which it has told
    }
    if (delivery.sequence == 0) {
      delivery.sequence = next();
    }
    delivery.written = true;
    follow(to.queued(delivery));
    leaveMark(shuttle);
  }

  /** A message, which waited or did not, is in flight. */
  void sent(Delivery delivery, Shuttle shuttle) {
    if (journal == null) {
      return;
    }
    if (delivery.written) {
      follow(journal.sent(delivery));
      leaveMark(shuttle);
    } else {
      enter(journal, delivery, shuttle);
    }
  }

  /** Whoever gets a message that waits here, by this shuttle, refers to what the store has. */
  public void carry(Delivery delivery, Shuttle shuttle) {
    if (delivery.body != 0) {
      shuttle.carry(delivery, store);
    }
  }

  /**
   * A message that somebody else has in the store, or had a moment ago, comes here now: it is not
   * written once more.
   */
  void lent(Delivery delivery, Shuttle shuttle) {
    if (journal != null && delivery.body != 0 && delivery.qos() != Qos.AT_MOST_ONCE) {
      shuttle.carryIfKept(delivery, store);
    }
    delivery.body = 0;
  }

  void released(Delivery delivery) {
    if (journal != null && delivery.written) {
      follow(journal.released(delivery));
    }
  }

  /** A message is over, or was dropped; a second call does nothing. */
  void gone(Delivery delivery) {
    if (!delivery.written) {
      return;
    }
    delivery.written = false;
    if (journal == null || ending) {
      store.letGo(delivery.body);
    } else {
      follow(journal.gone(delivery));
    }
  }

  /** A message is somebody else's, which is written there: also while the owner is ending. */
  void handedOver(Delivery delivery) {
    if (delivery.written && journal != null) {
      delivery.written = false;
      follow(journal.gone(delivery));
    } else {
      gone(delivery);
    }
  }

  void received(int packetId, ReasonCode reason) {
    if (journal != null) {
      follow(journal.received(packetId, reason));
    }
  }

  void completed(int packetId) {
    if (journal != null) {
      follow(journal.completed(packetId));
    }
  }

  /** Says again what is so, for whoever forgets what was written before. */
  void again(Delivery delivery, Shuttle shuttle) {
    if (journal == null || delivery.qos() == Qos.AT_MOST_ONCE) {
      return;
    }
    if (delivery.written) {
      follow(journal.stated(delivery));
    } else {
      enter(journal, delivery, shuttle);
    }
  }

  /** Says again that a message waits on disk alone. */
  void again(Stored stored) {
    if (journal != null) {
      follow(journal.stated(stored));
    }
  }

  /**
   * Those were dropped while they waited on disk alone.
   *
   * @param told is told of each, later and by another thread; without the message when its part of
   *     the store is damaged
   */
  void dropped(Spill gone, BiConsumer<Stored, @Nullable Message> told) {
    Journal open = journal;
    if (open != null && !ending) {
      gone.forEach(stored -> follow(open.gone(stored)));
    }
    store.readAhead(new Farewell(gone, store, told));
  }

  /** A message that waited on disk alone is damaged, and nobody is told. */
  void gone(Stored stored) {
    Journal open = journal;
    if (open != null) {
      follow(open.gone(stored));
    }
    store.letGo(stored.body());
  }

  /** Has that run soon on a thread that may block, with the time in milliseconds of the epoch. */
  void readAhead(LongConsumer reading) {
    store.readAhead(reading);
  }

  /** Reads a message; null when its part of the store is damaged. Needs no lock. */
  @Nullable Message read(Stored stored) {
    return store.read(stored.body());
  }

  /** The messages of the owner go with it: it is not written that each of them is gone. */
  void ending() {
    ending = true;
  }

  /** Nothing is left of the owner, and nothing is written any more. */
  public void ended() {
    ending = true;
    if (journal != null) {
      follow(journal.ended());
      journal = null;
    }
  }
}
