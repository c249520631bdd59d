package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one receiver, bounded in number and in bytes. Guarded by the lock of
 * the session or group that owns it.
 *
 * <p>When it is full, room is made in this order: what is expired; QoS 0; then as the policy says.
 *
 * <p>What the store has need not be in memory: behind the first few, messages wait on disk alone,
 * and are read ahead while those are sent.
 */
public final class DeliveryQueue {
  final SessionOptions options;
  final QueueLoad load;
  private final Drops drops;
  private final String receiver;
  private final Diary diary;
  final Waiting waiting = new Waiting();
  private final Aside aside;
  private final Coming coming;

  /** Null while nobody has said who gets what was read. */
  private @Nullable ReadAhead readAhead;

  /** An empty queue that is no single receiver's. */
  public DeliveryQueue(SessionOptions options, QueueBudget budget, Drops drops, Diary diary) {
    this(options, budget, drops, "", diary);
  }

  /** An empty queue of the receiver with this Client Identifier. */
  DeliveryQueue(
      SessionOptions options, QueueBudget budget, Drops drops, String receiver, Diary diary) {
    this.options = options;
    this.load = new QueueLoad(budget);
    this.drops = drops;
    this.receiver = receiver;
    this.diary = diary;
    this.aside = new Aside(load, diary, drops, receiver);
    this.coming = new Coming(waiting, aside);
  }

  /** Says who owns it; before that, everything waits in memory. */
  public void belongsTo(ReadAhead.Owner owner) {
    readAhead = new ReadAhead(owner, this, diary);
  }

  /**
   * Adds a message at the end if there is room, or room can be made; drops only what the order
   * above lets go before the policy, and nothing for a message that can never fit.
   */
  public Offer offer(Delivery delivery, Shuttle shuttle) {
    int weight = delivery.message().weight();
    if (!couldTake(delivery.message()) || !makeRoom(weight, shuttle.now())) {
      return Offer.FULL;
    }
    if (!load.allows(isToWaitOnDisk(delivery) ? QueueLoad.PLACE : weight)) {
      return Offer.NO_MEMORY;
    }
    add(delivery, shuttle);
    return Offer.TAKEN;
  }

  /** Adds a message at the end, whatever the limits. */
  void add(Delivery delivery, Shuttle shuttle) {
    boolean toDisk = isToWaitOnDisk(delivery);
    delivery.sequence = diary.next();
    coming.add(delivery.sequence, shuttle.now());
    diary.queued(delivery, shuttle);
    if (toDisk && delivery.written) {
      aside.put(Stored.of(delivery));
    } else {
      waiting.addLast(delivery);
      load.add(delivery);
    }
  }

  /** Drops what goes before the policy is asked; false when there is no room even then. */
  boolean makeRoom(int weight, long now) {
    if (!hasRoom(weight) && load.mayHoldExpired(now)) {
      dropExpired(now);
    }
    Delivery qos0 = waiting.firstQos0();
    while (!hasRoom(weight) && qos0 != null) {
      drop(qos0);
      qos0 = waiting.firstQos0();
    }
    return hasRoom(weight);
  }

  /** Nothing overtakes what waits there already. */
  private boolean isToWaitOnDisk(Delivery delivery) {
    return readAhead != null
        && diary.isOpen()
        && delivery.qos() != Qos.AT_MOST_ONCE
        && (!aside.isEmpty()
            || waiting.isMuch(load.inMemory())
            || !load.isAmple(delivery.message().weight()));
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
      Delivery first = waiting.first(aside.first());
      if (first == null) {
        aside.drop(aside.first(), DropReason.QUEUE_FULL);
      } else {
        drop(first);
      }
    }
    return true;
  }

  /** Puts a message back at the front, whatever the limits: its publisher was told long ago. */
  public void putBack(Delivery delivery, Shuttle shuttle) {
    delivery.sequence = diary.before();
    waiting.addFirst(delivery);
    load.add(delivery);
    diary.queued(delivery, shuttle);
  }

  /** Takes up what an earlier process kept, whatever the limits. */
  void restore(Spill kept) {
    kept.forEach(aside::put);
  }

  /**
   * Says again what waits, from one number on and not everything at once. Answers where to go on;
   * {@link Long#MAX_VALUE} at the end.
   */
  public long stateAgain(long from, int most, Shuttle shuttle) {
    int left = most;
    for (Delivery delivery : waiting.lasting()) {
      if (delivery.sequence >= from) {
        if (left-- == 0) {
          return delivery.sequence;
        }
        diary.again(delivery, shuttle);
      }
    }
    return aside.stateAgain(from, left);
  }

  /** The first message that is not expired, without taking it; null also while it is read. */
  public @Nullable Delivery peek(long now) {
    if (readAhead != null && !aside.isEmpty() && waiting.isLittle(load.inMemory())) {
      readAhead.ask();
    }
    Delivery first = waiting.first(aside.first());
    while (first != null && first.message().isExpired(now)) {
      remove(first);
      dropped(DropReason.EXPIRED, first);
      first = waiting.first(aside.first());
    }
    return first;
  }

  /**
   * The first message that is wanted and not expired, without taking it, or null: of QoS 1 and 2,
   * which alone wait in a group, and of the next thousand in memory.
   */
  public @Nullable Delivery peek(long now, Predicate<Message> wanted) {
    Delivery first = peek(now);
    if (first == null || wanted.test(first.message())) {
      return first;
    }
    return waiting.find(
        delivery -> !delivery.message().isExpired(now) && wanted.test(delivery.message()));
  }

  /** Whether {@link #peek(long, Predicate)} looks at all that waits. */
  public boolean isSeenWhole() {
    return aside.isEmpty() && waiting.isSeenWhole();
  }

  /** Takes a message, which {@link #peek} has answered. */
  public void take(Delivery delivery) {
    remove(delivery);
    diary.gone(delivery);
  }

  /** Takes a message, which {@link #peek} has answered, to send it. */
  void remove(Delivery delivery) {
    waiting.remove(delivery);
    load.remove(delivery);
  }

  /** What waits on disk alone. */
  Aside aside() {
    return aside;
  }

  /**
   * A message was read, and waits in memory from now on if it is still wanted.
   *
   * @param message null when its part of the store is damaged
   */
  void arrived(Stored stored, @Nullable Message message, Delivery.@Nullable Origin origin) {
    if (message == null) {
      aside.lost(stored);
    } else if (aside.take(stored)) {
      Delivery delivery = Delivery.of(stored, message, origin);
      waiting.addLast(delivery);
      load.add(delivery);
    }
  }

  /** Drops all messages for that reason. */
  public void clear(DropReason reason) {
    dropIf(any -> true, reason);
    aside.dropIf(any -> true, reason);
  }

  /** Drops those messages for that reason, of those in memory. */
  public void dropIf(Predicate<Message> unwanted, DropReason reason) {
    removeIf(delivery -> unwanted.test(delivery.message()), reason);
  }

  /** Drops the messages with these numbers, which the store has lost. */
  public void giveUp(Set<Long> lost) {
    removeIf(delivery -> lost.contains(delivery.body), DropReason.STORE_DAMAGED);
    aside.dropIf(stored -> lost.contains(stored.body()), DropReason.STORE_DAMAGED);
  }

  private void removeIf(Predicate<Delivery> condition, DropReason reason) {
    waiting.removeIf(
        condition,
        delivery -> {
          load.remove(delivery);
          dropped(reason, delivery);
        });
  }

  private void dropExpired(long now) {
    dropIf(message -> message.isExpired(now), DropReason.EXPIRED);
    aside.dropIf(stored -> stored.expiresAt() <= now, DropReason.EXPIRED);
    load.earliestExpiry(Math.min(waiting.earliestExpiry(), aside.earliestExpiry()));
  }

  private void drop(Delivery delivery) {
    remove(delivery);
    dropped(DropReason.QUEUE_FULL, delivery);
  }

  /** Tells of a message that the receiver of this queue does not get. */
  void dropped(DropReason reason, Delivery delivery) {
    diary.gone(delivery);
    drops.dropped(reason, delivery.message(), delivery.qos(), receiver);
  }

  /** How many messages wait. */
  public int size() {
    return waiting.qos0() + waiting.others() + aside.size();
  }

  /** When messages came to the end. */
  Coming coming() {
    return coming;
  }

  /** How many QoS 0 messages are among them. */
  public int qos0() {
    return waiting.qos0();
  }

  /** Their bytes. */
  public long bytes() {
    return load.bytes();
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** Whether a message of that weight would fit now. */
  public boolean hasRoom(int weight) {
    return size() < options.queueMessages() && bytes() + weight <= options.queueBytes();
  }

  /** Whether the message could ever fit. */
  public boolean couldTake(Message message) {
    return message.weight() <= options.queueBytes();
  }
}
