package io.heddle.session;

import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The QoS 1 and 2 messages that were sent and whose exchange is not over: the state machine of the
 * sending side. Guarded by the session's lock; does no input or output.
 *
 * <p>Packet Identifiers are given out in turn. A message lies in the slot of its identifier's low
 * bits, so a look-up is one array access and nothing is allocated; an identifier whose slot is
 * still taken by a straggler is passed over. The array has room for twice the messages in flight,
 * up to all identifiers.
 */
final class Inflight {
  private static final int MAX_ID = 65_535;
  private static final int FIRST_SLOTS = 8;

  /** The budget of all sessions is told of changes in such steps: it is nobody's bottleneck. */
  private static final long STEP = 64 * 1024;

  private @Nullable Delivery[] slots = new @Nullable Delivery[FIRST_SLOTS];
  private final long byteLimit;
  private final QueueBudget budget;
  private final Diary diary;
  private int limit;
  private int size;
  private long bytes;
  private long untold;
  private int lastId;
  private long lastOrder;

  /**
   * No message in flight; their bytes count in the budget, and are limited like those of a queue.
   */
  Inflight(SessionOptions options, QueueBudget budget, Diary diary) {
    this.diary = diary;
    this.limit = options.inflight();
    this.byteLimit = options.queueBytes();
    this.budget = budget;
  }

  /**
   * Sets the most messages in flight: the lower of the operator's limit and the client's Receive
   * Maximum {@code [MQTT-3.3.4-9]}.
   */
  void limit(int messages) {
    this.limit = messages;
  }

  /** The most messages in flight. */
  int limit() {
    return limit;
  }

  boolean hasRoom() {
    return size < limit && bytes < byteLimit;
  }

  /** Whether a new message may be held, beside those of all other clients. */
  boolean hasBudget() {
    return budget.allows(bytes);
  }

  /** Whether there is room, when so many of the messages are yet to be sent on this connection. */
  boolean hasRoom(int unsent) {
    return size - unsent < limit;
  }

  int size() {
    return size;
  }

  /**
   * Gives the message an unused Packet Identifier, 1 to 65,535 {@code [MQTT-2.2.1-3]}, and keeps
   * it.
   */
  int add(Delivery delivery, Shuttle shuttle) {
    if (size * 2 >= slots.length && slots.length <= MAX_ID) {
      grow();
    }
    int id = nextFreeId();
    delivery.packetId = id;
    delivery.order = ++lastOrder;
    delivery.state = Delivery.State.SENT;
    put(delivery);
    diary.sent(delivery, shuttle);
    return id;
  }

  private void put(Delivery delivery) {
    slots[delivery.packetId & (slots.length - 1)] = delivery;
    size++;
    weigh(delivery, 1);
  }

  /** Puts a message that an earlier process had sent in its place; the later ones come later. */
  void restore(Delivery delivery) {
    while (slots[delivery.packetId & (slots.length - 1)] != null) {
      grow();
    }
    lastId = delivery.packetId;
    lastOrder = delivery.order;
    put(delivery);
  }

  /** The message with this identifier, or null. */
  @Nullable Delivery get(int packetId) {
    Delivery delivery = slots[packetId & (slots.length - 1)];
    return delivery != null && delivery.packetId == packetId ? delivery : null;
  }

  /** PUBACK: ends the exchange of a QoS 1 message; null when there is none. */
  @Nullable Delivery acknowledged(int packetId) {
    Delivery delivery = get(packetId);
    return delivery != null
            && delivery.qos() == Qos.AT_LEAST_ONCE
            && delivery.state == Delivery.State.SENT
        ? remove(delivery)
        : null;
  }

  /**
   * PUBREC: lets go of a QoS 2 message; null when there is none. A repeat is the same as the first.
   * PUBRELs are sent again in the order of their PUBRECs {@code [MQTT-4.6.0-4]}.
   */
  @Nullable Delivery received(int packetId) {
    Delivery delivery = get(packetId);
    if (delivery == null || delivery.qos() != Qos.EXACTLY_ONCE) {
      return null;
    }
    if (delivery.state == Delivery.State.SENT) {
      delivery.state = Delivery.State.RELEASED;
      delivery.order = ++lastOrder;
      diary.released(delivery);
    }
    return delivery;
  }

  /**
   * PUBREC with an error: ends the exchange of a QoS 2 message; null when there is none that still
   * waits for it.
   */
  @Nullable Delivery refused(int packetId) {
    Delivery delivery = get(packetId);
    return delivery != null
            && delivery.qos() == Qos.EXACTLY_ONCE
            && delivery.state == Delivery.State.SENT
        ? remove(delivery)
        : null;
  }

  /** PUBCOMP: ends the exchange of a QoS 2 message; null when there is none. */
  @Nullable Delivery completed(int packetId) {
    Delivery delivery = get(packetId);
    return delivery != null && delivery.state == Delivery.State.RELEASED ? remove(delivery) : null;
  }

  /** Takes a message out whose exchange cannot go on. */
  Delivery remove(Delivery delivery) {
    vacate(delivery);
    diary.gone(delivery);
    return delivery;
  }

  /** Takes a message out that somebody else has now. */
  void handOver(Delivery delivery) {
    vacate(delivery);
    diary.handedOver(delivery);
  }

  private void vacate(Delivery delivery) {
    slots[delivery.packetId & (slots.length - 1)] = null;
    size--;
    weigh(delivery, -1);
  }

  private void weigh(Delivery delivery, int sign) {
    long weight = (long) sign * delivery.message().weight();
    bytes += weight;
    budget.inflight(sign);
    untold += weight;
    if (untold != 0 && (bytes == 0 || Math.abs(untold) >= STEP)) {
      budget.shift(untold);
      untold = 0;
    }
  }

  /** All messages in the order in which they were sent first. */
  List<Delivery> inOrder() {
    List<Delivery> all = new ArrayList<>(size);
    for (Delivery delivery : slots) {
      if (delivery != null) {
        all.add(delivery);
      }
    }
    all.sort(Comparator.comparingLong(delivery -> delivery.order));
    return all;
  }

  private int nextFreeId() {
    do {
      lastId = lastId == MAX_ID ? 1 : lastId + 1;
    } while (slots[lastId & (slots.length - 1)] != null);
    return lastId;
  }

  private void grow() {
    @Nullable Delivery[] old = slots;
    slots = new @Nullable Delivery[old.length * 2];
    for (Delivery delivery : old) {
      if (delivery != null) {
        slots[delivery.packetId & (slots.length - 1)] = delivery;
      }
    }
  }
}
