package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one receiver, bounded in number and in bytes. Guarded by the lock of
 * the session or group that owns it.
 *
 * <p>When it is full, room is made in this order: what is expired; QoS 0; then as the policy says.
 */
public final class DeliveryQueue {
  /** Messages that are looked at for one that is wanted. */
  private static final int LOOKS = 1000;

  private final SessionOptions options;
  private final QueueBudget budget;
  private final Drops drops;
  private final String receiver;
  private final Diary diary;

  /** QoS 0 and the others lie apart, so that the former are found when room is made. */
  private final ArrayDeque<Delivery> qos0 = new ArrayDeque<>(0);

  private final ArrayDeque<Delivery> others = new ArrayDeque<>(0);
  private long firstOrder;
  private long lastOrder;
  private long bytes;

  /** None of those that wait expires before: a full queue is not searched in vain. */
  private long earliestExpiry = Message.NEVER;

  /** An empty queue that is no single receiver's. */
  public DeliveryQueue(SessionOptions options, QueueBudget budget, Drops drops, Diary diary) {
    this(options, budget, drops, "", diary);
  }

  /** An empty queue of the receiver with this Client Identifier. */
  DeliveryQueue(
      SessionOptions options, QueueBudget budget, Drops drops, String receiver, Diary diary) {
    this.diary = diary;
    this.options = options;
    this.budget = budget;
    this.drops = drops;
    this.receiver = receiver;
  }

  /**
   * Adds a message at the end if there is room, or room can be made; drops only what the order
   * above lets go before the policy, and nothing for a message that can never fit.
   */
  public Offer offer(Delivery delivery, Shuttle shuttle) {
    long now = shuttle.now();
    if (!couldTake(delivery.message())) {
      return Offer.FULL;
    }
    int weight = delivery.message().weight();
    if (!hasRoom(weight) && earliestExpiry <= now) {
      dropExpired(now);
    }
    while (!hasRoom(weight) && !qos0.isEmpty()) {
      drop(qos0);
    }
    if (!hasRoom(weight)) {
      return Offer.FULL;
    }
    if (!budget.take(weight, bytes)) {
      return Offer.NO_MEMORY;
    }
    delivery.order = ++lastOrder;
    sameKind(delivery).addLast(delivery);
    account(delivery, weight, 1);
    diary.queued(delivery, shuttle);
    return Offer.TAKEN;
  }

  /**
   * Adds a message at the end, dropping the oldest until there is room; false, with nothing
   * dropped, when it alone is too much.
   */
  public boolean offerDroppingOldest(Delivery delivery, Shuttle shuttle) {
    if (!couldTake(delivery.message())) {
      return false;
    }
    while (offer(delivery, shuttle) != Offer.TAKEN) {
      if (isEmpty()) {
        return false;
      }
      drop(first());
    }
    return true;
  }

  /**
   * Puts a message back at the front, whatever the limits: it was acknowledged to its publisher
   * long ago.
   */
  public void putBack(Delivery delivery, Shuttle shuttle) {
    int weight = delivery.message().weight();
    delivery.order = firstOrder--;
    sameKind(delivery).addFirst(delivery);
    account(delivery, weight, 1);
    budget.shift(weight);
    diary.putBack(delivery, shuttle);
  }

  /** Puts a message that an earlier process kept at the end, whatever the limits. */
  void restore(Delivery delivery) {
    delivery.order = ++lastOrder;
    sameKind(delivery).addLast(delivery);
    account(delivery, delivery.message().weight(), 1);
    budget.shift(delivery.message().weight());
  }

  /**
   * Says again what waits, from one number on and not everything at once. Answers where to go on;
   * {@link Long#MAX_VALUE} at the end.
   */
  public long stateAgain(long from, int most, Shuttle shuttle) {
    int left = most;
    for (Delivery delivery : others) {
      if (!delivery.written || delivery.sequence >= from) {
        if (left-- == 0) {
          return delivery.sequence;
        }
        diary.again(delivery, shuttle);
      }
    }
    return Long.MAX_VALUE;
  }

  /** The first message that is not expired, without taking it, or null. */
  public @Nullable Delivery peek(long now) {
    while (true) {
      Delivery first = first().peekFirst();
      if (first == null || !first.message().isExpired(now)) {
        return first;
      }
      poll();
      dropped(DropReason.EXPIRED, first);
    }
  }

  /**
   * The first message that is wanted and not expired, without taking it, or null: of QoS 1 and 2,
   * which alone wait in a group, and of the next thousand.
   */
  public @Nullable Delivery peek(long now, Predicate<Message> wanted) {
    Delivery first = peek(now);
    if (first == null || wanted.test(first.message())) {
      return first;
    }
    int looks = LOOKS;
    for (Delivery delivery : others) {
      if (looks-- == 0) {
        return null;
      }
      if (!delivery.message().isExpired(now) && wanted.test(delivery.message())) {
        return delivery;
      }
    }
    return null;
  }

  /** Whether {@link #peek(long, Predicate)} looks at all that waits. */
  public boolean isSeenWhole() {
    return others.size() <= LOOKS;
  }

  /** Takes a message, which {@link #peek} has answered. */
  public void take(Delivery delivery) {
    // Deliveries are compared as objects, and most often it is the first.
    sameKind(delivery).removeFirstOccurrence(delivery);
    forget(delivery);
    diary.gone(delivery);
  }

  /** Takes the first message to send it, or null. */
  @Nullable Delivery poll() {
    Delivery first = first().pollFirst();
    if (first != null) {
      forget(first);
    }
    return first;
  }

  /** Drops all messages for that reason. */
  public void clear(DropReason reason) {
    removeIf(any -> true, reason);
  }

  /** Drops those messages for that reason. */
  public void dropIf(Predicate<Delivery> unwanted, DropReason reason) {
    removeIf(unwanted, reason);
  }

  /** How many messages wait. */
  public int size() {
    return qos0.size() + others.size();
  }

  /** How many were ever added at the end. */
  long added() {
    return lastOrder;
  }

  /** How many QoS 0 messages are among them. */
  public int qos0() {
    return qos0.size();
  }

  /** Their bytes. */
  public long bytes() {
    return bytes;
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return qos0.isEmpty() && others.isEmpty();
  }

  private ArrayDeque<Delivery> sameKind(Delivery delivery) {
    return delivery.qos() == Qos.AT_MOST_ONCE ? qos0 : others;
  }

  /** Where the first message lies, if there is one. */
  private ArrayDeque<Delivery> first() {
    Delivery one = qos0.peekFirst();
    Delivery other = others.peekFirst();
    return one == null || other != null && other.order < one.order ? others : qos0;
  }

  /** Whether the message would fit now. */
  public boolean hasRoomFor(Message message) {
    return hasRoom(message.weight());
  }

  private boolean hasRoom(int weight) {
    return size() < options.queueMessages() && bytes + weight <= options.queueBytes();
  }

  private void dropExpired(long now) {
    removeIf(delivery -> delivery.message().isExpired(now), DropReason.EXPIRED);
    earliestExpiry = Message.NEVER;
    qos0.forEach(this::noteExpiry);
    others.forEach(this::noteExpiry);
  }

  private void noteExpiry(Delivery delivery) {
    earliestExpiry = Math.min(earliestExpiry, delivery.message().expiresAt());
  }

  private void removeIf(Predicate<Delivery> condition, DropReason reason) {
    Predicate<Delivery> forgetting =
        delivery -> {
          boolean goes = condition.test(delivery);
          if (goes) {
            forget(delivery);
            dropped(reason, delivery);
          }
          return goes;
        };
    qos0.removeIf(forgetting);
    others.removeIf(forgetting);
  }

  private void drop(ArrayDeque<Delivery> from) {
    Delivery first = from.removeFirst();
    forget(first);
    dropped(DropReason.QUEUE_FULL, first);
  }

  /** Tells of a message that the receiver of this queue does not get. */
  void dropped(DropReason reason, Delivery delivery) {
    diary.gone(delivery);
    drops.dropped(reason, delivery.message(), delivery.qos(), receiver);
  }

  private void forget(Delivery delivery) {
    int weight = delivery.message().weight();
    account(delivery, -weight, -1);
    budget.shift(-weight);
  }

  private void account(Delivery delivery, int weight, int count) {
    bytes += weight;
    budget.queued(count, weight);
    if (count > 0) {
      noteExpiry(delivery);
    }
  }

  /** Whether the message could ever fit. */
  public boolean couldTake(Message message) {
    return message.weight() <= options.queueBytes();
  }
}
