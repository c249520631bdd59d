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
  /** None of them is empty; the first and the last are where most happens, and soon open. */
  private final ArrayList<Section> sections = new ArrayList<>(0);

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
    int at = sectionOf(stored.sequence());
    if (at >= 0 && stored.sequence() < sections.get(at).lastSequence()) {
      insertWithin(at, stored);
      return;
    }
    Stretch last = at >= 0 && sections.get(at) instanceof Stretch open ? open : null;
    if (last != null && last.takes(stored)) {
      last.insert(last.size(), stored);
      return;
    }
    Stretch fresh = new Stretch(stored.sequence());
    fresh.insert(0, stored);
    sections.add(at + 1, fresh);
    fold(at);
  }

  private void insertWithin(int at, Stored stored) {
    Stretch open = open(at);
    if (open.takes(stored)) {
      open.insert(-open.find(stored.sequence()) - 1, stored);
    } else {
      sections.add(at + 1, open.split());
      insert(stored);
    }
  }

  private Stretch open(int at) {
    Stretch open = sections.get(at).open();
    sections.set(at, open);
    return open;
  }

  /** What lies between the first and the last is not needed soon. */
  private void fold(int at) {
    if (at > 0 && sections.get(at) instanceof Stretch open) {
      sections.set(at, Folded.of(open));
    }
  }

  /** The last one that does not begin behind the sequence; -1 when all do. */
  private int sectionOf(long sequence) {
    int low = 0;
    int high = sections.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sections.get(middle).firstSequence() <= sequence) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The first one, or null. */
  @Nullable Stored first() {
    return isEmpty() ? null : open(0).get(0);
  }

  /** The first of them, which stay: at most so many, and so many bytes, but one at least. */
  List<Stored> first(int most, int bytes) {
    List<Stored> found = new ArrayList<>(Math.min(most, size));
    int left = bytes;
    for (Section section : sections) {
      Stretch stretch = section.open();
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
    return sections.getFirst().firstSequence();
  }

  /** The sequence of the last one, when there is one. */
  long lastSequence() {
    return sections.getLast().lastSequence();
  }

  /** Takes the one with that sequence out; null when there is none. */
  public @Nullable Stored remove(long sequence) {
    int at = sectionOf(sequence);
    if (at < 0 || sequence > sections.get(at).lastSequence()) {
      return null;
    }
    Stretch open = open(at);
    int place = open.find(sequence);
    if (place < 0) {
      return null;
    }
    Stored removed = open.get(place);
    open.remove(place);
    size--;
    if (open.size() == 0) {
      sections.remove(at);
    }
    return removed;
  }

  /** Takes those out, and tells of each. */
  public void removeIf(Predicate<Stored> condition, Consumer<Stored> removed) {
    earliestExpiry = Message.NEVER;
    sections.replaceAll(section -> without(section, condition, removed));
    sections.removeIf(section -> section.size() == 0);
  }

  private Section without(Section section, Predicate<Stored> condition, Consumer<Stored> removed) {
    Stretch open = section.open();
    int at = 0;
    while (at < open.size()) {
      Stored one = open.get(at);
      if (condition.test(one)) {
        open.remove(at);
        size--;
        removed.accept(one);
      } else {
        earliestExpiry = Math.min(earliestExpiry, one.expiresAt());
        at++;
      }
    }
    return open.size() == section.size() ? section : open;
  }

  /**
   * Tells of those from that sequence on, at most so many. Answers where to go on; {@link
   * Long#MAX_VALUE} at the end.
   */
  long tell(long from, int most, Consumer<Stored> each) {
    int left = most;
    for (int at = Math.max(0, sectionOf(from)); at < sections.size(); at++) {
      Stretch stretch = sections.get(at).open();
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
