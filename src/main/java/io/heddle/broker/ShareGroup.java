package io.heddle.broker;

import io.heddle.broker.Members.Member;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Delivery;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.Diary;
import io.heddle.session.DropReason;
import io.heddle.session.Kept;
import io.heddle.session.Ledger;
import io.heddle.session.Outcome;
import io.heddle.session.Permit;
import io.heddle.session.QueuePolicy;
import io.heddle.session.ReadAhead;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.session.Terms;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The sessions that share a subscription. A message goes to the next member in turn that is online,
 * has room for it and may get it; when there is none it waits here, not with a member, and goes to
 * whoever has room first and may get it. So an absent or slow member holds nothing up. What nobody
 * may get is dropped.
 *
 * <p>One lock guards all fields. It is taken before a member's session's, never while one of those
 * is held, and never together with another group's. Holding it from the choice of the member to its
 * outbox keeps the order of each publisher's messages.
 *
 * <p>A message asks one member where that has room and may get it, and none while others wait and
 * nobody has room. It asks all of them at worst: where the one that may get it comes last, or none
 * may; at QoS 0 where none has room; and once each time when something begins to wait.
 */
final class ShareGroup implements Subscriber, Delivery.Origin, ReadAhead.Owner {
  final ReentrantLock lock = new ReentrantLock();
  final Members members = new Members();
  final GroupQueue queue;

  /** A group without members. Nobody is disconnected for its queue, and nobody waits for it. */
  ShareGroup(DeliveryQueue queue, Diary diary, QueuePolicy policy, Ledger drops) {
    queue.belongsTo(this);
    this.queue = new GroupQueue(queue, diary, policy, drops);
  }

  @Override
  public Lock guard() {
    return lock;
  }

  @Override
  public Delivery.Origin origin() {
    return this;
  }

  @Override
  public void arrived(Shuttle shuttle) {
    guarded(() -> offerWhatWaits(shuttle));
  }

  /**
   * Adds a member, or changes its subscription. It {@link #pull}s what waits before it gets what
   * comes.
   */
  void join(Session session, Subscription subscription) {
    guarded(() -> members.join(session, subscription, !queue.isEmpty()));
  }

  /**
   * Removes a member; answers whether it was the last. What waits then waits for nobody and is
   * dropped.
   */
  boolean leave(Session session) {
    return locked(() -> {
      members.leave(session);
      return endIfEmpty();
    });
  }

  /** Without members it ends, and what waits in it is dropped. Answers whether it has. */
  boolean endIfEmpty() {
    return locked(() -> {
      if (members.isEmpty()) {
        queue.end();
      }
      return members.isEmpty();
    });
  }

  /** It is the group of this filter, and what waits in it is kept from now on. */
  void begin(TopicFilter filter) {
    guarded(() -> queue.begin(filter));
  }

  /** It goes on with what an earlier process kept. */
  void restore(Kept.OfGroup kept) {
    guarded(() -> queue.restore(kept));
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  void stateAgain(TopicFilter filter) {
    guarded(() -> queue.stateAgain(filter));
  }

  /** Drops the messages with these numbers, which the store has lost. */
  void giveUp(Set<Long> lost) {
    guarded(() -> queue.giveUp(lost));
  }

  @Override
  public long owner() {
    return queue.owner();
  }

  /** Its members, at this moment. */
  List<Session> sessions() {
    return locked(members::sessions);
  }

  GroupReport report() {
    return locked(() -> queue.report(members.sessions().size()));
  }

  private void guarded(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome deliver(Message message, Terms terms, Shuttle shuttle) {
    lock.lock();
    try {
      Outcome outcome = offer(message, shuttle);
      return outcome == Outcome.FULL ? enqueue(message, terms, shuttle) : outcome;
    } finally {
      lock.unlock();
    }
  }

  /**
   * To the next member that can take it; {@link Outcome#FULL} when nobody can. While others wait,
   * whoever has room may get none of them, and is overtaken by nobody.
   */
  private Outcome offer(Message message, Shuttle shuttle) {
    boolean behind = message.qos() != Qos.AT_MOST_ONCE && !queue.isEmpty();
    if (behind && !queue.isSeenWhole()) {
      return Outcome.FULL;
    }
    int tired = members.resting().size();
    Outcome outcome = offer(members.ready(), members.ready().size(), message, shuttle);
    // What made a member rest may have gone without a word: there is memory again, or it is QoS 0.
    return outcome == Outcome.FULL && !behind
        ? offer(members.resting(), tired, message, shuttle)
        : outcome;
  }

  private Outcome offer(Members.Circle circle, int most, Message message, Shuttle shuttle) {
    for (int i = 0; i < most; i++) {
      Member member = circle.next();
      Permit permit = member.session.permit();
      Outcome outcome =
          permit.covers(message.topic()) ? offer(member, permit, message, shuttle) : Outcome.FULL;
      if (outcome != Outcome.FULL) {
        return outcome;
      }
    }
    return Outcome.FULL;
  }

  /** To a member that may get it by this permit, and to nobody who is there in its place. */
  private Outcome offer(Member member, Permit permit, Message message, Shuttle shuttle) {
    Subscription subscription = member.subscription();
    boolean retain = message.retain() && subscription.retainAsPublished();
    Terms terms =
        Terms.of(message.qos().min(subscription.qos()), retain, subscription.identifiers());
    Outcome outcome = member.session.offer(message, terms, this, permit, shuttle);
    if (outcome == Outcome.FULL) {
      members.rest(member);
    } else if (message.qos() != Qos.AT_MOST_ONCE) {
      members.wake(member);
    }
    return outcome;
  }

  private Outcome enqueue(Message message, Terms terms, Shuttle shuttle) {
    if (members.isEmpty()) {
      return queue.dropped(DropReason.SESSION_ENDED, message);
    }
    if (!members.mayAnyoneGet(message)) {
      return queue.dropped(DropReason.READ_DENIED, message);
    }
    return message.qos() == Qos.AT_MOST_ONCE
        ? queue.dropped(
            members.isAnyoneOnline() ? DropReason.OUTBOX_FULL : DropReason.OFFLINE, message)
        : queue.add(new Delivery(message, terms, this), shuttle);
  }

  @Override
  public void pull(Session session, Shuttle shuttle) {
    guarded(() -> {
      Member member = members.of(session);
      if (member != null) {
        members.wake(member);
        if (!queue.isEmpty()) { // each PUBACK of each member comes here
          pull(member, shuttle);
        }
      }
    });
  }

  private void pull(Member member, Shuttle shuttle) {
    Permit permit = member.session.permit();
    Delivery next;
    while ((next = queue.next(shuttle, message -> permit.covers(message.topic()))) != null) {
      if (offer(member, permit, next.message(), shuttle) == Outcome.FULL) {
        return;
      }
      queue.take(next);
    }
    dropWhatNobodyMayGet(shuttle);
  }

  /** The rules may have changed since a message came. */
  private void dropWhatNobodyMayGet(Shuttle shuttle) {
    Delivery first;
    while ((first = queue.first(shuttle)) != null && !members.mayAnyoneGet(first.message())) {
      queue.take(first);
      queue.dropped(DropReason.READ_DENIED, first.message());
    }
  }

  /**
   * What members may get may have changed: those that have room take what they may get now, and
   * what nobody may get any more is dropped. Lets the lock go after each member.
   */
  void askAnew(Shuttle shuttle) {
    for (Session session : isAnythingWaiting() ? sessions() : List.<Session>of()) {
      pull(session, shuttle);
    }
    guarded(() -> queue.dropIf(message -> !members.mayAnyoneGet(message)));
  }

  private boolean isAnythingWaiting() {
    return locked(() -> !queue.isEmpty());
  }

  @Override
  public void redispatch(List<Delivery> messages, Shuttle shuttle) {
    guarded(() -> {
      if (members.isEmpty()) {
        messages.forEach(each -> queue.dropped(DropReason.SESSION_ENDED, each.message()));
        return;
      }
      for (Delivery each : messages.reversed()) {
        if (members.mayAnyoneGet(each.message())) {
          queue.putBack(each, this, shuttle);
        } else {
          queue.dropped(DropReason.READ_DENIED, each.message());
        }
      }
      offerWhatWaits(shuttle);
    });
  }

  /** In turn, and then to whoever may get none of the first, and has room. */
  private void offerWhatWaits(Shuttle shuttle) {
    Delivery first;
    while ((first = queue.first(shuttle)) != null && offerFirst(first, shuttle)) {
      queue.take(first);
    }
    for (int ready = members.ready().size(); ready > 0 && !queue.isEmpty(); ready--) {
      pull(members.ready().next(), shuttle);
    }
  }

  private boolean offerFirst(Delivery first, Shuttle shuttle) {
    return offer(members.ready(), members.ready().size(), first.message(), shuttle) != Outcome.FULL;
  }
}
