package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one owner that wait on disk alone, in the order of their sequences; there may be
 * millions. Most come at the end and go at the beginning, which is fast; others may be anywhere.
 * Guarded by its owner.
 */
public final class Spill {
  /** None of them is empty. */
  private final ArrayList<Stretch> stretches = new ArrayList<>(0);

  private int size;

  /** None of them expires before. */
  private long earliestExpiry = Message.NEVER;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  long earliestExpiry() {
    return earliestExpiry;
  }

  /** Puts one in its place; one with the same sequence is replaced. */
  public void put(Stored stored) {
    remove(stored.sequence());
    insert(stored);
    size++;
    earliestExpiry = Math.min(earliestExpiry, stored.expiresAt());
  }

  private void insert(Stored stored) {
    int at = stretchOf(stored.sequence());
    Stretch before = at < 0 ? null : stretches.get(at);
    if (before != null && before.takes(stored)) {
      before.insert(-before.find(stored.sequence()) - 1, stored);
    } else if (before != null && stored.sequence() < before.sequence(before.size() - 1)) {
      stretches.add(at + 1, before.split());
      insert(stored);
    } else {
      Stretch fresh = new Stretch(stored.sequence());
      fresh.insert(0, stored);
      stretches.add(at + 1, fresh);
    }
  }

  /** The last one that does not begin behind the sequence; -1 when all do. */
  private int stretchOf(long sequence) {
    int low = 0;
    int high = stretches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).sequence(0) <= sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The first one, or null. */
  @Nullable Stored first() {
    return isEmpty() ? null : stretches.getFirst().get(0);
  }

  /** The first of them, which stay: at most so many, and so many bytes, but one at least. */
  List<Stored> first(int most, int bytes) {
    List<Stored> found = new ArrayList<>(Math.min(most, size));
    int left = bytes;
    for (Stretch stretch : stretches) {
      for (int i = 0; i < stretch.size(); i++) {
        Stored next = stretch.get(i);
        left -= next.weight();
        if (found.size() == most || left < 0 && !found.isEmpty()) {
          return found;
        }
        found.add(next);
      }
    }
    return found;
  }

  /** The sequence of the first one, when there is one. */
  long firstSequence() {
    return stretches.getFirst().sequence(0);
  }

  /** The sequence of the last one, when there is one. */
  long lastSequence() {
    Stretch last = stretches.getLast();
    return last.sequence(last.size() - 1);
  }

  /** Takes the one with that sequence out; null when there is none. */
  public @Nullable Stored remove(long sequence) {
    int at = stretchOf(sequence);
    int place = at < 0 ? -1 : stretches.get(at).find(sequence);
    return place < 0 ? null : remove(at, place);
  }

  private Stored remove(int at, int place) {
    Stretch stretch = stretches.get(at);
    Stored removed = stretch.get(place);
    stretch.remove(place);
    if (stretch.size() == 0) {
      stretches.remove(at);
    }
    size--;
    return removed;
  }

  /** Takes those out, and tells of each. */
  public void removeIf(Predicate<Stored> condition, Consumer<Stored> removed) {
    earliestExpiry = Message.NEVER;
    for (int at = stretches.size() - 1; at >= 0; at--) {
      Stretch stretch = stretches.get(at);
      for (int place = stretch.size() - 1; place >= 0; place--) {
        Stored one = stretch.get(place);
        if (condition.test(one)) {
          removed.accept(remove(at, place));
        } else {
          earliestExpiry = Math.min(earliestExpiry, one.expiresAt());
        }
      }
    }
  }

  /**
   * Tells of those from that sequence on, at most so many. Answers where to go on; {@link
   * Long#MAX_VALUE} at the end.
   */
  long tell(long from, int most, Consumer<Stored> each) {
    int left = most;
    for (int at = Math.max(0, stretchOf(from)); at < stretches.size(); at++) {
      Stretch stretch = stretches.get(at);
      for (int place = 0; place < stretch.size(); place++) {
        if (stretch.sequence(place) >= from) {
          if (left-- == 0) {
            return stretch.sequence(place);
          }
          each.accept(stretch.get(place));
        }
      }
    }
    return Long.MAX_VALUE;
  }

  /** Tells of all, in their order. */
  public void forEach(Consumer<Stored> each) {
    tell(Long.MIN_VALUE, Integer.MAX_VALUE, each);
  }
}
