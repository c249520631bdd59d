package io.heddle.session;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection's hold on its session. When another connection takes the session over, or the
 * session ends, this hold is stale: every method then does nothing and answers as if all were well,
 * because nobody is left to hear the answer: the outlet was ended before. Safe for use by any
 * thread.
 */
public final class Attachment {
  private final Session session;
  private final long epoch;

  /** Guarded by the session's lock: whoever comes holds no longer than need be who went. */
  private @Nullable Testament displaced;

  Attachment(Session session, long epoch, @Nullable Testament displaced) {
    this.session = session;
    this.epoch = epoch;
    this.displaced = displaced;
  }

  /** What is held. */
  public Session session() {
    return session;
  }

  /**
   * The QoS 2 messages that the client sends.
   *
   * @param shuttle brings the answers
   */
  public Receiving receiving(Shuttle shuttle) {
    return new Receiving(session, epoch, shuttle);
  }

  /**
   * Takes out the Will of the connection that was displaced, or of the last one, when it is due and
   * was not published yet; null when there is none left.
   */
  public @Nullable Testament takeDisplacedWill() {
    session.lock.lock();
    try {
      Testament taken = displaced;
      displaced = null;
      return taken;
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * CONNACK is on its way: sends again what was in flight, then what waited, and uncorks. Flushes
   * nothing.
   */
  public void resume(Shuttle shuttle) {
    pumping(
        shuttle,
        () -> {
          session.corked = false;
          return true;
        });
  }

  /** The outlet has room again. Flushes nothing. */
  public void drained(Shuttle shuttle) {
    pumping(shuttle, () -> true);
  }

  /** PUBACK came. Answers whether the identifier was known. */
  public boolean puback(int packetId, ReasonCode reason, Shuttle shuttle) {
    return pumping(
        shuttle,
        () -> Answered.over(session, session.outbound.inflight().acknowledged(packetId), reason));
  }

  /**
   * PUBREC came; without an error the message is let go of and PUBREL is due. Answers whether the
   * identifier was known.
   */
  public boolean pubrec(int packetId, ReasonCode reason, Shuttle shuttle) {
    if (reason.isError()) {
      return pumping(
          shuttle,
          () -> Answered.over(session, session.outbound.inflight().refused(packetId), reason));
    }
    boolean known = locked(true, () -> Answered.received(session, packetId));
    leaveMark(shuttle);
    return known;
  }

  /** PUBCOMP came. Answers whether the identifier was known. */
  public boolean pubcomp(int packetId, Shuttle shuttle) {
    return pumping(
        shuttle,
        () -> session.outbound.over(session.outbound.inflight().completed(packetId)) != null);
  }

  /**
   * Adds or replaces a subscription.
   *
   * @param publish makes it known to publishers; runs under the session's lock, so that it can not
   *     overlap the session's end
   */
  public Change subscribe(Subscription subscription, int most, Runnable publish) {
    return locked(
        Change.STALE,
        () -> {
          boolean known = session.subscriptions.has(subscription.filter());
          if (!known && session.subscriptions.size() >= most) {
            return Change.TOO_MANY;
          }
          session.subscriptions.put(subscription);
          publish.run();
          return known ? Change.REPLACED : Change.ADDED;
        });
  }

  /** Removes a subscription and its feed; null when there was none. */
  public @Nullable Subscription unsubscribe(TopicFilter filter, Runnable publish) {
    return this.<@Nullable Subscription>locked(
        null,
        () -> {
          Subscription removed = session.subscriptions.remove(filter);
          if (removed != null) {
            session.outbound.cancelFeed(filter);
            session.updateStraight();
            publish.run();
          }
          return removed;
        });
  }

  /** Takes what waits in a share group that the session has just joined. Flushes nothing. */
  public void pull(Shuttle shuttle) {
    pumping(shuttle, () -> true);
  }

  /**
   * Adds a source of retained messages, and sends as much of it as may be sent. Flushes nothing.
   */
  public void feed(Feed feed, Shuttle shuttle) {
    pumping(
        shuttle,
        () -> {
          session.outbound.feed(feed);
          session.updateStraight();
          return true;
        });
  }

  /** DISCONNECT brought another Session Expiry Interval. */
  public void expirySeconds(long seconds) {
    locked(
        false,
        () -> {
          session.expirySeconds = seconds;
          Archive.stands(session);
          return true;
        });
  }

  /** What this shuttle brings from now on is told when all that was changed so far is safe. */
  public void leaveMark(Shuttle shuttle) {
    session.lock.lock();
    try {
      session.diary.leaveMark(shuttle);
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * The connection is gone. Answers false, and does nothing, when the hold is stale.
   *
   * @param keepWill whether the Will is to be published, now or after its delay; otherwise it is
   *     forgotten
   * @param now milliseconds of the epoch
   */
  public boolean detach(boolean keepWill, long now) {
    return locked(
        false,
        () -> {
          if (session.outlet != null) {
            session.ledger.settle(session.outlet);
          }
          session.outlet = null;
          session.history().left(now);
          session.updateStraight();
          session.wills.keep(keepWill);
          Archive.stands(session);
          session.changed.signalAll();
          return true;
        });
  }

  /**
   * After {@link #detach}: notes what is to happen unless the client returns; it is called off when
   * the client has.
   */
  public void departed(Cancellable later) {
    boolean away =
        locked(
            false,
            () -> {
              session.departure = later;
              return true;
            });
    if (!away) {
      later.cancel();
    }
  }

  /** Whether nobody attached since, and the session has not ended. */
  public boolean isLast() {
    return locked(false, () -> true);
  }

  /** The delay of the Will that is left, in seconds; −1 when there is none. */
  public long willDelaySeconds() {
    return locked(-1L, session.wills::delaySeconds);
  }

  /** Takes the Will out, to be published; null when there is none left. */
  public @Nullable Testament takeWill() {
    return this.<@Nullable Testament>locked(null, session.wills::take);
  }

  private <T extends @Nullable Object> T locked(T stale, Supplier<T> action) {
    session.lock.lock();
    try {
      return session.epoch == epoch ? action.get() : stale;
    } finally {
      session.lock.unlock();
    }
  }

  /** Changes the state of the window and then sends what it lets through. */
  private boolean pumping(Shuttle shuttle, BooleanSupplier change) {
    boolean result;
    boolean more;
    session.lock.lock();
    try {
      if (session.epoch != epoch) {
        return true;
      }
      result = change.getAsBoolean();
      more = pump(shuttle);
      session.diary.leaveMark(shuttle);
    } finally {
      session.lock.unlock();
    }
    if (more) {
      sendMore(shuttle);
    }
    return result;
  }

  /** Whether there is more to do after letting the lock go: to send, or share groups to ask. */
  private boolean pump(Shuttle shuttle) {
    Outlet outlet = session.outlet;
    if (outlet == null || session.corked) {
      return false;
    }
    return session.pump(outlet, shuttle)
        || session.outbound.hasReturned()
        || !session.subscriptions.groups().isEmpty();
  }

  /** Answers whether there was something: then there is more room in the window. */
  private boolean handBack(Shuttle shuttle) {
    Map<Delivery.Origin, List<Delivery>> returned =
        this.<Map<Delivery.Origin, List<Delivery>>>locked(Map.of(), session.outbound::takeReturned);
    Archive.handBack(session, returned, shuttle);
    return !returned.isEmpty() && locked(false, () -> pump(shuttle));
  }

  /** What takes long lets the lock go now and then. */
  private void sendMore(Shuttle shuttle) {
    Turns turns = new Turns();
    do {
      while (locked(false, () -> session.outbound.isUnfinished() && pump(shuttle))) {
        turns.next();
      }
    } while (handBack(shuttle));
    for (Delivery.Origin group :
        this.<List<Delivery.Origin>>locked(List.of(), session::hungryFor)) {
      group.pull(session, shuttle);
    }
  }
}
