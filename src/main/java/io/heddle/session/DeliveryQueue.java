package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one receiver, bounded in number and in bytes. Guarded by the lock of
 * the session or group that owns it.
 *
 * <p>When it is full, room is made in this order: what is expired; QoS 0; then as the policy says.
 */
public final class DeliveryQueue {
  /** What an offer led to. */
  public enum Offer {
    /** It is in the queue. */
    TAKEN,
    /** There is no room, by the limits of this queue. */
    FULL,
    /** There is no room in all queues together. */
    NO_MEMORY
  }

  /** Messages that are looked at for one that is wanted. */
  private static final int LOOKS = 1000;

  private final SessionOptions options;
  private final QueueBudget budget;
  private final Drops drops;
  private final ArrayDeque<Delivery> waiting = new ArrayDeque<>(0);
  private long bytes;
  private int qos0;

  /** None of those that wait expires before: a full queue is not searched in vain. */
  private long earliestExpiry = Message.NEVER;

  /** An empty queue. */
  public DeliveryQueue(SessionOptions options, QueueBudget budget, Drops drops) {
    this.options = options;
    this.budget = budget;
    this.drops = drops;
  }

  /**
   * Adds a message at the end if there is room, or room can be made; drops only what the order
   * above lets go before the policy, and nothing for a message that can never fit.
   */
  public Offer offer(Delivery delivery, long now) {
    if (!couldTake(delivery.message())) {
      return Offer.FULL;
    }
    int weight = delivery.message().weight();
    if (!hasRoom(weight) && earliestExpiry <= now) {
      dropExpired(now);
    }
    while (!hasRoom(weight) && qos0 > 0) {
      dropFirst(waitingOne -> waitingOne.qos() == Qos.AT_MOST_ONCE, DropReason.QUEUE_FULL);
    }
    if (!hasRoom(weight)) {
      return Offer.FULL;
    }
    if (!budget.take(weight, bytes)) {
      return Offer.NO_MEMORY;
    }
    waiting.addLast(delivery);
    account(delivery, weight, 1);
    return Offer.TAKEN;
  }

  /**
   * Adds a message at the end, dropping the oldest until there is room; false, with nothing
   * dropped, when it alone is too much.
   */
  public boolean offerDroppingOldest(Delivery delivery, long now) {
    if (!couldTake(delivery.message())) {
      return false;
    }
    while (offer(delivery, now) != Offer.TAKEN) {
      if (waiting.isEmpty()) {
        return false;
      }
      dropFirst(any -> true, DropReason.QUEUE_FULL);
    }
    return true;
  }

  /**
   * Puts a message back at the front, whatever the limits: it was acknowledged to its publisher
   * long ago.
   */
  public void putBack(Delivery delivery) {
    int weight = delivery.message().weight();
    waiting.addFirst(delivery);
    account(delivery, weight, 1);
    budget.shift(weight);
  }

  /** The first message that is not expired, without taking it, or null. */
  public @Nullable Delivery peek(long now) {
    while (true) {
      Delivery first = waiting.peekFirst();
      if (first == null || !first.message().isExpired(now)) {
        return first;
      }
      poll();
      drops.dropped(DropReason.EXPIRED, 1);
    }
  }

  /**
   * The first message that is wanted and not expired, among those that are looked at, without
   * taking it, or null.
   */
  public @Nullable Delivery peek(long now, Predicate<Message> wanted) {
    Delivery first = peek(now);
    if (first == null || wanted.test(first.message())) {
      return first;
    }
    int looks = LOOKS;
    for (Delivery delivery : waiting) {
      if (looks-- == 0) {
        return null;
      }
      if (!delivery.message().isExpired(now) && wanted.test(delivery.message())) {
        return delivery;
      }
    }
    return null;
  }

  /** Takes a message, which {@link #peek} has answered. */
  public void take(Delivery delivery) {
    // Deliveries are compared as objects, and most often it is the first.
    waiting.removeFirstOccurrence(delivery);
    forget(delivery);
  }

  /** Takes the first message, or null. */
  public @Nullable Delivery poll() {
    Delivery first = waiting.pollFirst();
    if (first != null) {
      forget(first);
    }
    return first;
  }

  /** Drops all messages for that reason. */
  public void clear(DropReason reason) {
    removeIf(any -> true, reason);
  }

  /** How many messages wait. */
  public int size() {
    return waiting.size();
  }

  /** How many QoS 0 messages are among them. */
  public int qos0() {
    return qos0;
  }

  /** Their bytes. */
  public long bytes() {
    return bytes;
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether the message would fit now. */
  public boolean hasRoomFor(Message message) {
    return hasRoom(message.weight());
  }

  private boolean hasRoom(int weight) {
    return waiting.size() < options.queueMessages() && bytes + weight <= options.queueBytes();
  }

  private void dropExpired(long now) {
    removeIf(delivery -> delivery.message().isExpired(now), DropReason.EXPIRED);
    earliestExpiry = Message.NEVER;
    waiting.forEach(this::noteExpiry);
  }

  private void noteExpiry(Delivery delivery) {
    earliestExpiry = Math.min(earliestExpiry, delivery.message().expiresAt());
  }

  private void removeIf(Predicate<Delivery> condition, DropReason reason) {
    int before = waiting.size();
    waiting.removeIf(delivery -> {
      boolean goes = condition.test(delivery);
      if (goes) {
        forget(delivery);
      }
      return goes;
    });
    if (waiting.size() < before) {
      drops.dropped(reason, before - waiting.size());
    }
  }

  private void dropFirst(Predicate<Delivery> condition, DropReason reason) {
    for (Iterator<Delivery> i = waiting.iterator(); i.hasNext(); ) {
      Delivery delivery = i.next();
      if (condition.test(delivery)) {
        i.remove();
        forget(delivery);
        drops.dropped(reason, 1);
        return;
      }
    }
  }

  private void forget(Delivery delivery) {
    int weight = delivery.message().weight();
    account(delivery, -weight, -1);
    budget.shift(-weight);
  }

  private void account(Delivery delivery, int weight, int count) {
    bytes += weight;
    if (delivery.qos() == Qos.AT_MOST_ONCE) {
      qos0 += count;
    }
    if (count > 0) {
      noteExpiry(delivery);
    }
  }

  /** Whether the message could ever fit. */
  public boolean couldTake(Message message) {
    return message.weight() <= options.queueBytes();
  }
}
