package io.heddle.session;

import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a session as a whole, and how it comes back from that. A session is kept
 * when it is to outlive its connection; has a Will, which is published after a crash too; or shares
 * a subscription with one that outlives its connection. Safe for use by any thread, but for what
 * says otherwise.
 */
public final class Archive {
  /** Messages that are said again without giving the lock to somebody else. */
  private static final int PORTION = 1000;

  private Archive() {}

  /** Somebody came; the caller holds the lock. */
  static void attached(Session session) {
    if (session.diary.isOpen()) {
      stands(session);
    } else if (session.expirySeconds > 0 || !session.wills.isEmpty()) {
      begin(session);
    }
  }

  private static void begin(Session session) {
    if (session.diary.open()) {
      Shuttle shuttle = new Shuttle(0);
      session.outbound.queue().stateAgain(Long.MIN_VALUE, Integer.MAX_VALUE, shuttle);
      stateWhole(session, shuttle);
      shuttle.flush();
    }
  }

  /** Whether the session outlives the process, and is not over then. */
  public static boolean lasts(Session session) {
    session.lock.lock();
    try {
      return session.diary.isOpen() && session.expirySeconds > 0;
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * The session shares a subscription with one that lasts. When the process is killed, what was
   * sent to it has to be known, too: that goes to another member then.
   */
  public static void keep(Session session) {
    session.lock.lock();
    try {
      if (!session.ended && !session.diary.isOpen()) {
        begin(session);
      }
    } finally {
      session.lock.unlock();
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

  /** What was written of the session last: its end, when it has ended. */
  public static long mark(Session session) {
    session.lock.lock();
    try {
      return session.diary.mark();
    } finally {
      session.lock.unlock();
    }
  }

  /** A new session: nothing is told of it before the end of an earlier one is safe. */
  public static void follow(Session fresh, long end) {
    fresh.lock.lock();
    try {
      fresh.diary.follow(end);
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
    return new Standing(
        session.clientId(),
        session.history().owner(),
        session.history().createdAt(),
        session.history().movedAt(),
        session.outlet != null,
        session.expirySeconds,
        session.wills.last(),
        session.wills.due());
  }

  /**
   * The session has ended, or something that it left has found its place; the caller holds the
   * lock. While there is something left it is written as a session that is over; it ends with the
   * last.
   */
  static void ended(Session session) {
    if (session.wills.isEmpty() && session.outbound.inflight().size() == 0) {
      session.diary.ended();
    } else {
      session.expirySeconds = 0;
      stands(session);
    }
  }

  /** A Will that was due was published, or is not to be. */
  public static void willIsOut(Session session, Testament will) {
    session.lock.lock();
    try {
      session.wills.out(will);
      if (session.ended) {
        ended(session);
      } else {
        stands(session);
      }
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * Gives messages to their share groups, which get them from this session: they are its own in the
   * store until they are theirs there. Called without a lock.
   */
  public static void handBack(
      Session session, Map<Delivery.Origin, List<Delivery>> messages, Shuttle shuttle) {
    messages.forEach((group, each) -> {
      group.redispatch(each, shuttle);
      handedBack(session, each);
    });
  }

  private static void handedBack(Session session, List<Delivery> messages) {
    session.lock.lock();
    try {
      session.outbound.handedBack(messages);
      if (session.ended && session.outbound.inflight().size() == 0) {
        ended(session);
      }
    } finally {
      session.lock.unlock();
    }
  }

  /** Whether it has ended, and nothing is left of it. */
  public static boolean isGone(Session session) {
    session.lock.lock();
    try {
      return session.ended && session.wills.isEmpty() && session.outbound.inflight().size() == 0;
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * Drops the messages with these numbers that wait, because the store has lost them. What is with
   * the client already may be acknowledged by it.
   */
  public static void giveUp(Session session, Set<Long> lost) {
    session.lock.lock();
    try {
      session.outbound.queue().giveUp(lost);
      session.updateStraight();
      session.changed.signalAll();
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
    if (!session.ended) {
      session.subscriptions.stateAgain();
      session.inbound.stateAgain();
    }
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
      session.wills.restore(standing.testament(), standing.due());
      resume(session.diary, kept.journal(), kept.waiting(), kept.inflight());
      kept.subscriptions().forEach(session.subscriptions::restore);
      kept.received().forEach(session.inbound::restore);
      kept.inflight().stream()
          .map(item -> item.delivery(groups.apply(item.group())))
          .sorted(Comparator.comparingLong(Delivery::order))
          .forEach(session.outbound.inflight()::restore);
      session.outbound.queue().restore(kept.waiting());
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
  public static void restore(DeliveryQueue queue, Diary diary, Kept.OfGroup kept) {
    resume(diary, kept.journal(), kept.waiting(), List.of());
    queue.restore(kept.waiting());
  }

  static void resume(Diary diary, Journal journal, Spill waiting, List<Kept.Item> inflight) {
    LongSummaryStatistics all =
        inflight.stream().mapToLong(Kept.Item::sequence).summaryStatistics();
    long first = Math.min(all.getMin(), waiting.isEmpty() ? 0 : waiting.firstSequence());
    long last = Math.max(all.getMax(), waiting.isEmpty() ? 0 : waiting.lastSequence());
    diary.resume(journal, first, last);
  }
}
