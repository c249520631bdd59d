package io.heddle.broker;

import io.heddle.api.SessionEnd;
import io.heddle.broker.Counters.Count;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Archive;
import io.heddle.session.Attachment;
import io.heddle.session.Delivery;
import io.heddle.session.Deputy;
import io.heddle.session.Kept;
import io.heddle.session.Outlet;
import io.heddle.session.QueueBudget;
import io.heddle.session.Remains;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Visit;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: the sessions by Client Identifier. Safe for use by any thread.
 *
 * <p>A stripe of locks makes coming, leaving and expiring of one Client Identifier follow each
 * other; it is taken before every other lock. Nothing is cleaned up or published while it is held.
 */
final class Registry {
  private static final int STRIPES = 64;

  /** In the order of identifiers, so that whoever lists them can go on where he was. */
  private final ConcurrentNavigableMap<String, Session> sessions = new ConcurrentSkipListMap<>();

  /** Those that have ended, or are about to, and that may have left something in the store. */
  private final Set<Session> leaving = ConcurrentHashMap.newKeySet();

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /**
   * What was written of the sessions of each stripe that ended last: whoever comes next must not be
   * told that there is none before that is safe. Each is guarded by its stripe.
   */
  private final long[] ends = new long[STRIPES];

  private final AtomicInteger count = new AtomicInteger();
  private final BrokerOptions options;
  private final QueueBudget budget;
  private final Witness witness;
  private final InstantSource clock;
  private final SessionStore store;

  Registry(
      BrokerOptions options,
      QueueBudget budget,
      Witness witness,
      InstantSource clock,
      SessionStore store) {
    this.store = store;
    this.clock = clock;
    this.options = options;
    this.budget = budget;
    this.witness = witness;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /**
   * A client's hold on its session.
   *
   * @param resumed whether the session was there before
   * @param ended what a session left that had to make way for a new one, or null
   * @param foreign whose that session was, in words, when the client would have resumed it and it
   *     is another user's; otherwise null
   */
  record Claim(
      Attachment attachment, boolean resumed, @Nullable Remains ended, @Nullable String foreign) {}

  /**
   * A client comes: resumes its session, or begins a new one {@code [MQTT-3.1.2-4] [MQTT-3.1.2-5]
   * [MQTT-3.1.2-6]}. A takeover ends the old connection, and with it a session that was not to
   * outlive it. One that is another user's ends as with a clean start: messages wait there that
   * nobody has said this user may get, and subscriptions that he has not asked for.
   *
   * @param owner the name that the client was authenticated under; null for an anonymous one
   * @return null when that would be one session more than there may be
   */
  @Nullable Claim claim(String clientId, boolean cleanStart, @Nullable String owner, Visit visit) {
    ReentrantLock stripe = stripe(clientId);
    stripe.lock();
    try {
      Session known = sessions.get(clientId);
      boolean wanted = known != null && !cleanStart && known.expirySeconds() > 0;
      if (known != null && wanted && mayResume(known, owner)) {
        known.history().came(owner, clock.millis());
        return new Claim(known.attach(visit), true, null, null);
      }
      if (known == null && !takeRoom()) {
        return null;
      }
      Remains ended = known == null ? null : ended(known);
      if (known != null) {
        witness.sessionEnded(clientId, wanted ? SessionEnd.OTHER_USER : SessionEnd.TAKEN_OVER);
      }
      witness.counters().add(Count.SESSIONS_CREATED, 1);
      Session fresh = new Session(clientId, options.session(), budget, witness, store);
      Archive.follow(fresh, ends[index(clientId)]);
      fresh.history().came(owner, clock.millis());
      sessions.put(clientId, fresh);
      return new Claim(
          fresh.attach(visit), false, ended, known != null && wanted ? whose(known) : null);
    } finally {
      stripe.unlock();
    }
  }

  /** A session that an earlier process kept, whatever the limits; nobody is attached to it. */
  Attachment restore(
      Kept.OfSession kept, long leftAt, LongFunction<Delivery.@Nullable Origin> groups) {
    Session session =
        new Session(kept.standing().clientId(), options.session(), budget, witness, store);
    Archive.restore(session, kept, leftAt, groups);
    sessions.put(session.clientId(), session);
    count.incrementAndGet();
    return Objects.requireNonNull(Deputy.of(session));
  }

  /** One whose time is over. */
  Remains restoreEnded(
      Kept.OfSession kept, long leftAt, LongFunction<Delivery.@Nullable Origin> groups) {
    Session session =
        new Session(kept.standing().clientId(), options.session(), budget, witness, store);
    Archive.restore(session, kept, leftAt, groups);
    witness.sessionEnded(session.clientId(), SessionEnd.EXPIRED);
    return ended(session);
  }

  /** Whether sessions outlive the process. */
  boolean keeps() {
    return store.keeps();
  }

  /** What is written by this action outlives the process as a whole, or nothing of it does. */
  void together(Runnable action) {
    store.together(action);
  }

  private boolean mayResume(Session known, @Nullable String owner) {
    return options.sessionOwner() == SessionOwner.CLIENT || known.history().isOf(owner);
  }

  private static String whose(Session session) {
    String owner = session.history().owner();
    return owner == null ? "an anonymous client" : "user " + owner;
  }

  private boolean takeRoom() {
    int most = options.sessions();
    return count.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  /**
   * What a connection that is gone leaves.
   *
   * @param last false when the connection had lost its session to another one before
   * @param ended what its session left, when that ended with it, or null
   */
  record Leave(boolean last, @Nullable Remains ended) {}

  /** A connection is gone; a session without expiry ends with it. */
  Leave leave(Attachment attachment, boolean keepWill) {
    Session session = attachment.session();
    ReentrantLock stripe = stripe(session.clientId());
    stripe.lock();
    try {
      if (!attachment.detach(keepWill, clock.millis())) {
        return new Leave(false, null);
      }
      boolean over = session.expirySeconds() == 0;
      return new Leave(true, over ? end(session, SessionEnd.NORMAL) : null);
    } finally {
      stripe.unlock();
    }
  }

  /** The time of an absent client's session is over; null when the client came back. */
  @Nullable Remains expire(Attachment attachment) {
    Session session = attachment.session();
    ReentrantLock stripe = stripe(session.clientId());
    stripe.lock();
    try {
      return attachment.isLast() ? end(session, SessionEnd.EXPIRED) : null;
    } finally {
      stripe.unlock();
    }
  }

  /**
   * Somebody ends a session from outside; whoever is connected is told this reason. Null when there
   * is none.
   */
  @Nullable Remains remove(String clientId, ReasonCode reason, String words) {
    ReentrantLock stripe = stripe(clientId);
    stripe.lock();
    try {
      Session known = sessions.get(clientId);
      if (known == null) {
        return null;
      }
      Outlet outlet = known.outlet();
      if (outlet != null) {
        outlet.end(reason, words);
      }
      return end(known, SessionEnd.REMOVED);
    } finally {
      stripe.unlock();
    }
  }

  private Remains end(Session session, SessionEnd reason) {
    leaving.add(session);
    if (sessions.remove(session.clientId(), session)) {
      count.decrementAndGet();
    }
    Remains remains = ended(session);
    witness.sessionEnded(session.clientId(), reason);
    return remains;
  }

  private Remains ended(Session session) {
    leaving.add(session);
    Remains remains = session.end();
    int index = index(session.clientId());
    ends[index] = Math.max(ends[index], Archive.mark(session));
    forgetIfGone(session);
    return remains;
  }

  /** A session has ended, or what it left has found its place. */
  void forgetIfGone(Session session) {
    if (Archive.isGone(session)) {
      leaving.remove(session);
    }
  }

  /** Drops the messages with these numbers, which the store has lost. */
  void giveUp(Set<Long> lost) {
    sessions.values().forEach(session -> Archive.giveUp(session, lost));
  }

  /**
   * All that the store knows say again what is so: those that are there, and then those that have
   * gone meanwhile, or before, and left something.
   */
  void stateAgain() {
    sessions.values().forEach(Archive::stateAgain);
    leaving.forEach(Archive::stateAgain);
  }

  /** The session of a client, or null. */
  @Nullable Session find(String clientId) {
    return sessions.get(clientId);
  }

  /** All sessions; weakly consistent. */
  Collection<Session> all() {
    return sessions.values();
  }

  /** Those of this Client Identifier and behind it, in order; weakly consistent. */
  Collection<Session> from(String clientId) {
    return sessions.tailMap(clientId, true).values();
  }

  int size() {
    return count.get();
  }

  private ReentrantLock stripe(String clientId) {
    return stripes[index(clientId)];
  }

  private static int index(String clientId) {
    int hash = clientId.hashCode();
    return (hash ^ hash >>> 16) & STRIPES - 1;
  }
}
