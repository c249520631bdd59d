package io.heddle.session;

import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a session as a whole, and how it comes back from that. A session is kept
 * when it is to outlive its connection, or has a Will, which is published after a crash too. Safe
 * for use by any thread, but for what says otherwise.
 */
public final class Archive {
  /** Messages that are said again without giving the lock to somebody else. */
  private static final int PORTION = 1000;

  private Archive() {}

  /** Somebody came, with or without a wish to be kept; the caller holds the lock. */
  static void attached(Session session, boolean kept) {
    if (session.diary.isOpen()) {
      stands(session);
      return;
    }
    boolean lasts = session.expirySeconds > 0 || session.testament != null;
    if (lasts && kept && session.diary.open()) {
      Shuttle shuttle = new Shuttle(0);
      session.outbound.queue().stateAgain(Long.MIN_VALUE, Integer.MAX_VALUE, shuttle);
      stateWhole(session, shuttle);
      shuttle.flush();
    }
  }

  /** Whether the session outlives the process. */
  public static boolean isKept(Session session) {
    session.lock.lock();
    try {
      return session.diary.isOpen();
    } finally {
      session.lock.unlock();
    }
  }

  /** A new session in the place of one: nothing is told before the end of that one is safe. */
  public static void follow(Session fresh, Session ended) {
    Shuttle between = new Shuttle(0);
    ended.lock.lock();
    try {
      ended.diary.leaveMark(between);
    } finally {
      ended.lock.unlock();
    }
    fresh.lock.lock();
    try {
      fresh.diary.follow(between.mark());
    } finally {
      fresh.lock.unlock();
    }
  }

  /** The session is what it is now; the caller holds the lock. */
  static void stands(Session session) {
    if (session.diary.isOpen()) {
      session.diary.standing(standing(session));
    }
  }

  private static Standing standing(Session session) {
    Testament testament = session.testament;
    return new Standing(
        session.clientId(),
        session.history().owner(),
        session.history().createdAt(),
        session.history().movedAt(),
        session.outlet != null,
        session.expirySeconds,
        testament == null ? null : testament.will());
  }

  /**
   * The session ends; the caller holds the lock. While its Will is not published there is something
   * left: a session that is over, which ends when it is.
   */
  static void ending(Session session) {
    if (session.testament == null) {
      session.diary.ended();
    } else {
      session.expirySeconds = 0;
      session.diary.ending();
      stands(session);
    }
  }

  /** The Will that was taken out of the session was published, or is nobody's any more. */
  public static void willIsOut(Session session) {
    session.lock.lock();
    try {
      if (session.ended) {
        session.diary.ended();
      } else {
        stands(session);
      }
    } finally {
      session.lock.unlock();
    }
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  public static void stateAgain(Session session) {
    Shuttle shuttle = new Shuttle(0);
    for (long next = Long.MIN_VALUE; next != Long.MAX_VALUE; ) {
      next = statePortion(session, next, shuttle);
    }
    shuttle.flush();
  }

  /** What is in flight comes last: a message only ever moves from the queue to there. */
  private static long statePortion(Session session, long from, Shuttle shuttle) {
    session.lock.lock();
    try {
      if (!session.diary.isOpen()) {
        return Long.MAX_VALUE;
      }
      long next = session.outbound.queue().stateAgain(from, PORTION, shuttle);
      if (next == Long.MAX_VALUE) {
        stateWhole(session, shuttle);
      }
      return next;
    } finally {
      session.lock.unlock();
    }
  }

  private static void stateWhole(Session session, Shuttle shuttle) {
    stands(session);
    session.subscriptions.stateAgain();
    session.inbound.stateAgain();
    session
        .outbound
        .inflight()
        .inOrder()
        .forEach(delivery -> session.diary.again(delivery, shuttle));
  }

  /**
   * Fills a new session with what an earlier process kept of it. Nobody else knows it yet.
   *
   * @param leftAt milliseconds of the epoch, when its client was there last: written down, because
   *     later processes give signs of life, too, and not for this client
   * @param groups finds a share group by its number; null when there is none any more
   */
  public static void restore(
      Session session,
      Kept.OfSession kept,
      long leftAt,
      LongFunction<Delivery.@Nullable Origin> groups) {
    session.lock.lock();
    try {
      Standing standing = kept.standing();
      session.history().restore(standing.owner(), standing.createdAt(), leftAt);
      session.expirySeconds = standing.expirySeconds();
      session.testament =
          standing.will() == null ? null : new Testament(standing.will(), WillReview.NONE);
      resume(session.diary, kept.journal(), kept.messages());
      kept.subscriptions().forEach(session.subscriptions::restore);
      kept.received().forEach(session.inbound::restore);
      kept.messages().stream()
          .filter(item -> item.packetId() != 0)
          .map(item -> item.delivery(groups.apply(item.group())))
          .sorted(Comparator.comparingLong(Delivery::order))
          .forEach(session.outbound.inflight()::restore);
      kept.messages().stream()
          .filter(item -> item.packetId() == 0)
          .forEach(
              item -> session.outbound.queue().restore(item.delivery(groups.apply(item.group()))));
      if (standing.attached()) {
        stands(session);
      }
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * Fills the queue of a share group with what an earlier process kept; the caller holds its lock.
   */
  public static void restore(
      DeliveryQueue queue, Diary diary, Delivery.Origin group, Kept.OfGroup kept) {
    resume(diary, kept.journal(), kept.messages());
    kept.messages().forEach(item -> queue.restore(item.delivery(group)));
  }

  private static void resume(Diary diary, Journal journal, List<Kept.Item> messages) {
    long first = messages.stream().mapToLong(Kept.Item::sequence).min().orElse(0);
    long last = messages.stream().mapToLong(Kept.Item::sequence).max().orElse(0);
    diary.resume(journal, first, last);
  }
}
