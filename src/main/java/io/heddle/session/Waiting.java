package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The messages of a queue that wait in memory, in their order. Guarded by the queue's owner. */
final class Waiting {
  /** Messages that are looked at for one that is wanted. */
  private static final int LOOKS = 1000;

  /** Messages of QoS 1 and 2, and their bytes, behind which others wait on disk. */
  private static final int MUCH = 1024;

  private static final int MUCH_BYTES = 1024 * 1024;

  /** QoS 0 and the others lie apart, so that the former are found when room is made. */
  private final ArrayDeque<Delivery> qos0 = new ArrayDeque<>(0);

  private final ArrayDeque<Delivery> others = new ArrayDeque<>(0);

  void addLast(Delivery delivery) {
    sameKind(delivery).addLast(delivery);
  }

  void addFirst(Delivery delivery) {
    sameKind(delivery).addFirst(delivery);
  }

  /** Deliveries are compared as objects, and most often it is the first. */
  void remove(Delivery delivery) {
    sameKind(delivery).removeFirstOccurrence(delivery);
  }

  private ArrayDeque<Delivery> sameKind(Delivery delivery) {
    return delivery.qos() == Qos.AT_MOST_ONCE ? qos0 : others;
  }

  /** The first one that nothing waits before, neither here nor there on disk; null for none. */
  @Nullable Delivery first(@Nullable Stored onDisk) {
    Delivery one = qos0.peekFirst();
    Delivery other = others.peekFirst();
    if (other != null) {
      return one == null || other.sequence < one.sequence ? other : one;
    }
    return one == null || onDisk != null && onDisk.sequence() < one.sequence ? null : one;
  }

  /** The first one that is wanted, of QoS 1 and 2 and of the next thousand; null for none. */
  @Nullable Delivery find(Predicate<Delivery> wanted) {
    int looks = LOOKS;
    for (Delivery delivery : others) {
      if (looks-- == 0) {
        return null;
      }
      if (wanted.test(delivery)) {
        return delivery;
      }
    }
    return null;
  }

  /** Whether {@link #find} looks at all that wait here. */
  boolean isSeenWhole() {
    return others.size() <= LOOKS;
  }

  /** Whether so many wait here that others are to wait on disk. */
  boolean isMuch(long bytes) {
    return others.size() >= MUCH || bytes > MUCH_BYTES;
  }

  /** Whether so few wait here that others are to be read from the disk. */
  boolean isLittle(long bytes) {
    return others.size() <= MUCH / 2 && bytes <= MUCH_BYTES / 2;
  }

  /** The first of QoS 0, or null. */
  @Nullable Delivery firstQos0() {
    return qos0.peekFirst();
  }

  int qos0() {
    return qos0.size();
  }

  /** How many of QoS 1 and 2. */
  int others() {
    return others.size();
  }

  /** Those of QoS 1 and 2. */
  Iterable<Delivery> lasting() {
    return others;
  }

  /** Takes those out, and tells of each. */
  void removeIf(Predicate<Delivery> condition, Consumer<Delivery> removed) {
    Predicate<Delivery> telling =
        delivery -> {
          boolean goes = condition.test(delivery);
          if (goes) {
            removed.accept(delivery);
          }
          return goes;
        };
    qos0.removeIf(telling);
    others.removeIf(telling);
  }

  /** Tells of each. */
  void forEach(Consumer<Delivery> action) {
    qos0.forEach(action);
    others.forEach(action);
  }

  /** When the first of them expires. */
  long earliestExpiry() {
    long earliest = Message.NEVER;
    for (Delivery delivery : qos0) {
      earliest = Math.min(earliest, delivery.message().expiresAt());
    }
    for (Delivery delivery : others) {
      earliest = Math.min(earliest, delivery.message().expiresAt());
    }
    return earliest;
  }
}
