package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Archive;
import io.heddle.session.Delivery;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.Diary;
import io.heddle.session.DropReason;
import io.heddle.session.Foresight;
import io.heddle.session.Kept;
import io.heddle.session.Ledger;
import io.heddle.session.Offer;
import io.heddle.session.Outcome;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a share group for whoever has room first, and is kept for the next process. Guarded
 * by the group's lock.
 */
final class GroupQueue {
  private static final int[] NO_IDENTIFIERS = {};

  private final DeliveryQueue queue;
  private final Diary diary;
  private final QueuePolicy policy;
  private final Ledger drops;

  GroupQueue(DeliveryQueue queue, Diary diary, QueuePolicy policy, Ledger drops) {
    this.queue = queue;
    this.diary = diary;
    this.policy = policy;
    this.drops = drops;
  }

  /** It is that of the group of this filter, and is kept from now on. */
  void begin(TopicFilter filter) {
    if (diary.open()) {
      diary.group(filter);
    }
  }

  /** It goes on with what an earlier process kept. */
  void restore(Kept.OfGroup kept) {
    Archive.restore(queue, diary, kept);
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  void stateAgain(TopicFilter filter) {
    Shuttle shuttle = new Shuttle(0);
    diary.group(filter);
    queue.stateAgain(Long.MIN_VALUE, Integer.MAX_VALUE, shuttle);
    shuttle.flush();
  }

  /** The group's number in the store; 0 when it is not there. */
  long owner() {
    return diary.owner();
  }

  /** The group has no members any more: what waits then waits for nobody. */
  void end() {
    diary.ended();
    queue.clear(DropReason.SESSION_ENDED);
  }

  /** What waits, and what was dropped before somebody had it. */
  GroupReport report(int members) {
    return new GroupReport(members, queue.size(), queue.bytes(), drops.dropped());
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Whether {@link #next} looks at all that waits. */
  boolean isSeenWhole() {
    return queue.isSeenWhole();
  }

  /** The first message, to be carried by this shuttle, or null. */
  @Nullable Delivery first(Shuttle shuttle) {
    return carried(queue.peek(shuttle.now()), shuttle);
  }

  /** The first message that is wanted, to be carried by this shuttle, or null. */
  @Nullable Delivery next(Shuttle shuttle, Predicate<Message> wanted) {
    return carried(queue.peek(shuttle.now(), wanted), shuttle);
  }

  private @Nullable Delivery carried(@Nullable Delivery delivery, Shuttle shuttle) {
    if (delivery != null) {
      diary.carry(delivery, shuttle);
    }
    return delivery;
  }

  /** Somebody has it. */
  void take(Delivery delivery) {
    queue.take(delivery);
  }

  /** Whether a message could wait, before the policy is asked; nothing changes. */
  Offer wouldTake(Foresight.Sample sample) {
    return Foresight.offer(queue, sample, diary.isOpen());
  }

  /** A message is to wait. */
  Outcome add(Delivery delivery, Shuttle shuttle) {
    Message message = delivery.message();
    return switch (queue.offer(delivery, shuttle)) {
      case TAKEN -> Outcome.QUEUED;
      case NO_MEMORY -> full(DropReason.MEMORY_FULL, message);
      case FULL ->
          policy == QueuePolicy.DROP_OLDEST && queue.offerDroppingOldest(delivery, shuttle)
              ? Outcome.QUEUED
              : full(DropReason.QUEUE_FULL, message);
    };
  }

  private Outcome full(DropReason reason, Message message) {
    dropped(reason, message);
    return Outcome.FULL;
  }

  /** A message comes back from a member, and waits before all others: the same in the store. */
  void putBack(Delivery back, Delivery.Origin group, Shuttle shuttle) {
    diary.carry(back, shuttle);
    Message message = back.message();
    Terms terms = Terms.of(message.qos(), false, NO_IDENTIFIERS);
    queue.putBack(new Delivery(message, terms, group), shuttle);
  }

  /** Drops what nobody may get. */
  void dropIf(Predicate<Message> unwanted) {
    queue.dropIf(unwanted, DropReason.READ_DENIED);
  }

  /** Drops the messages with these numbers, which the store has lost. */
  void giveUp(Set<Long> lost) {
    queue.giveUp(lost);
  }

  /** Tells of a message that was nobody's yet. */
  Outcome dropped(DropReason reason, Message message) {
    drops.dropped(reason, message, message.qos(), "");
    return Outcome.DROPPED;
  }
}
