package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a queue that wait on disk alone, behind those in memory. Guarded by the queue's
 * owner.
 *
 * <p>Nothing here reads: {@link ReadAhead} does, on a thread that may block.
 */
final class Aside {
  private final Spill spill = new Spill();
  private final QueueLoad load;
  private final Diary diary;
  private final Drops drops;
  private final String receiver;

  Aside(QueueLoad load, Diary diary, Drops drops, String receiver) {
    this.load = load;
    this.diary = diary;
    this.drops = drops;
    this.receiver = receiver;
  }

  int size() {
    return spill.size();
  }

  boolean isEmpty() {
    return spill.isEmpty();
  }

  /** The first, or null. */
  @Nullable Stored first() {
    return spill.first();
  }

  /** The first ones, which stay: as many as are read in one go. */
  List<Stored> next(int most, int bytes) {
    return spill.first(most, bytes);
  }

  void put(Stored stored) {
    spill.put(stored);
    load.add(stored);
  }

  /** Takes it out if it is still there: it waits in memory from now on. */
  boolean take(Stored stored) {
    boolean present = spill.remove(stored.sequence()) != null;
    if (present) {
      load.remove(stored);
    }
    return present;
  }

  /** Drops one, if it is still there. */
  void drop(@Nullable Stored stored, DropReason reason) {
    if (stored != null && take(stored)) {
      Spill gone = new Spill();
      gone.put(stored);
      tell(gone, reason);
    }
  }

  /** Drops one whose part of the store is damaged, if it is still there. */
  void lost(Stored stored) {
    if (take(stored)) {
      diary.gone(stored);
      told(DropReason.STORE_DAMAGED, stored, null);
    }
  }

  /** Drops those. */
  void dropIf(Predicate<Stored> condition, DropReason reason) {
    Spill gone = new Spill();
    spill.removeIf(
        condition,
        stored -> {
          load.remove(stored);
          gone.put(stored);
        });
    tell(gone, reason);
  }

  /** Who is told of a drop is told of the message, which has to be read first. */
  private void tell(Spill gone, DropReason reason) {
    if (gone.isEmpty()) {
      return;
    }
    diary.dropped(gone, (stored, message) -> told(reason, stored, message));
  }

  private void told(DropReason reason, Stored stored, @Nullable Message message) {
    if (message == null) {
      drops.dropped(reason, stored.terms().qos(), 1);
    } else {
      drops.dropped(reason, message, stored.terms().qos(), receiver);
    }
  }

  /** When the first of them expires. */
  long earliestExpiry() {
    return spill.earliestExpiry();
  }

  /** Says again what waits here, as {@link DeliveryQueue#stateAgain}. */
  long stateAgain(long from, int most) {
    return spill.tell(from, most, diary::again);
  }
}
