package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.session.Delivery;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import io.heddle.session.Outcome;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.session.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sessions that share a subscription. A message goes to the next member in turn that is online
 * and has room for it; when there is none it waits here, not with a member, and goes to whoever has
 * room first. So an absent or slow member holds nothing up.
 *
 * <p>One lock guards all fields. It is taken before a member's session's, never while one of those
 * is held, and never together with another group's. Holding it from the choice of the member to its
 * outbox keeps the order of each publisher's messages.
 */
final class ShareGroup implements Subscriber, Delivery.Origin {
  private static final int[] NO_IDENTIFIERS = {};

  /** A member and what it subscribed to. */
  private record Member(Session session, Subscription subscription) {
    boolean mayGet(Message message) {
      return session.mayReceive(message.topic());
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Member> members = new ArrayList<>();
  private final DeliveryQueue queue;
  private final QueuePolicy policy;
  private final Drops drops;
  private int turn;

  /** A group without members. Nobody is disconnected for its queue, and nobody waits for it. */
  ShareGroup(DeliveryQueue queue, QueuePolicy policy, Drops drops) {
    this.queue = queue;
    this.policy = policy;
    this.drops = drops;
  }

  /** Adds a member, or changes its subscription. */
  void join(Session session, Subscription subscription) {
    lock.lock();
    try {
      members.removeIf(member -> member.session == session);
      members.add(new Member(session, subscription));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes a member; answers whether it was the last. What waits then waits for nobody and is
   * dropped.
   */
  boolean leave(Session session) {
    lock.lock();
    try {
      members.removeIf(member -> member.session == session);
      if (members.isEmpty()) {
        queue.clear(DropReason.SESSION_ENDED);
      }
      return members.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Its members, at this moment. */
  List<Session> sessions() {
    lock.lock();
    try {
      return members.stream().map(Member::session).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome deliver(Message message, Terms terms, Shuttle shuttle) {
    lock.lock();
    try {
      boolean first = queue.isEmpty() || message.qos() == Qos.AT_MOST_ONCE;
      Outcome outcome = first ? offer(message, shuttle) : Outcome.FULL;
      if (outcome != Outcome.FULL) {
        return outcome;
      }
      outcome = enqueue(message, terms, shuttle);
      if (!first && outcome == Outcome.QUEUED) {
        pullAll(shuttle);
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** To the next member that can take it; {@link Outcome#FULL} when nobody can. */
  private Outcome offer(Message message, Shuttle shuttle) {
    for (int i = 0; i < members.size(); i++) {
      int index = (turn + i) % members.size();
      Member member = members.get(index);
      Outcome outcome = member.mayGet(message) ? offer(member, message, shuttle) : Outcome.FULL;
      if (outcome != Outcome.FULL) {
        turn = index + 1;
        return outcome;
      }
    }
    return Outcome.FULL;
  }

  private Outcome offer(Member member, Message message, Shuttle shuttle) {
    Subscription subscription = member.subscription;
    boolean retain = message.retain() && subscription.retainAsPublished();
    Terms terms =
        Terms.of(message.qos().min(subscription.qos()), retain, subscription.identifiers());
    return member.session.offer(message, terms, this, shuttle);
  }

  private Outcome enqueue(Message message, Terms terms, Shuttle shuttle) {
    if (members.isEmpty()) {
      dropped(DropReason.SESSION_ENDED, message);
      return Outcome.DROPPED;
    }
    if (!mayAnyoneGet(message)) {
      dropped(DropReason.READ_DENIED, message);
      return Outcome.DROPPED;
    }
    if (message.qos() == Qos.AT_MOST_ONCE) {
      boolean online = members.stream().anyMatch(member -> member.session.outlet() != null);
      dropped(online ? DropReason.OUTBOX_FULL : DropReason.OFFLINE, message);
      return Outcome.DROPPED;
    }
    Delivery delivery = new Delivery(message, terms, this);
    return switch (queue.offer(delivery, shuttle.now())) {
      case TAKEN -> Outcome.QUEUED;
      case NO_MEMORY -> full(DropReason.MEMORY_FULL, message);
      case FULL ->
          policy == QueuePolicy.DROP_OLDEST && queue.offerDroppingOldest(delivery, shuttle.now())
              ? Outcome.QUEUED
              : full(DropReason.QUEUE_FULL, message);
    };
  }

  private Outcome full(DropReason reason, Message message) {
    dropped(reason, message);
    return Outcome.FULL;
  }

  /** It was nobody's yet. */
  private void dropped(DropReason reason, Message message) {
    drops.dropped(reason, message, message.qos(), "");
  }

  @Override
  public void pull(Session session, Shuttle shuttle) {
    lock.lock();
    try {
      if (queue.isEmpty()) {
        return; // each PUBACK of each member comes here
      }
      for (Member member : members) {
        if (member.session == session) {
          pull(member, shuttle);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void pull(Member member, Shuttle shuttle) {
    Delivery next;
    while ((next = queue.peek(shuttle.now(), member::mayGet)) != null) {
      if (offer(member, next.message(), shuttle) == Outcome.FULL) {
        return;
      }
      queue.take(next);
    }
    dropWhatNobodyMayGet(shuttle);
  }

  /**
   * What waits first may be nothing for a member that has room: then that member is asked about the
   * rest. Where everybody may get everything, nobody has room while something waits.
   */
  private void pullAll(Shuttle shuttle) {
    if (members.stream().anyMatch(member -> member.session.isLimited())) {
      for (Member member : members) {
        pull(member, shuttle);
      }
    }
  }

  private boolean mayAnyoneGet(Message message) {
    return members.stream().anyMatch(member -> member.mayGet(message));
  }

  /** The rules may have changed since a message came. */
  private void dropWhatNobodyMayGet(Shuttle shuttle) {
    Delivery first;
    while ((first = queue.peek(shuttle.now())) != null && !mayAnyoneGet(first.message())) {
      queue.poll();
      dropped(DropReason.READ_DENIED, first.message());
    }
  }

  @Override
  public void redispatch(List<Message> messages, Shuttle shuttle) {
    lock.lock();
    try {
      if (members.isEmpty()) {
        messages.forEach(message -> dropped(DropReason.SESSION_ENDED, message));
        return;
      }
      for (Message message : messages.reversed()) {
        queue.putBack(new Delivery(message, Terms.of(message.qos(), false, NO_IDENTIFIERS), this));
      }
      Delivery first;
      while ((first = queue.peek(shuttle.now())) != null
          && offer(first.message(), shuttle) != Outcome.FULL) {
        queue.poll();
      }
      pullAll(shuttle);
    } finally {
      lock.unlock();
    }
  }
}
