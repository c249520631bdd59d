package io.heddle.topic;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many subscribers of one filter, in the order in which they came.
 *
 * <p><b>Readers never look anything up, they walk.</b> So the entries lie densely in an array, and
 * none ever moves within it: a newcomer is appended, one that leaves becomes a hole, one that
 * subscribes anew is replaced in its place. A walk that is under way can therefore neither miss nor
 * repeat an entry that stays. When the array is full, or is mostly holes, those that remain are
 * copied into a new crowd that takes this one's place in the node; a walk still in the old one sees
 * what was true when it began. Each copy is paid for by as many changes before it, so that a change
 * costs the same among ten and among a hundred thousand.
 *
 * <p><b>Writers look up</b> by identity in an open-addressed index of places, which readers do not
 * touch. It needs no deletions: the place of one who left holds null, which is nobody, and places
 * are not given twice.
 *
 * <p>Guards: {@code places} elements and {@code used} are written under the stripe's lock and read
 * by anybody (volatile); the element is written before {@code used} admits it. {@code index} and
 * {@code present} are touched under the stripe's lock only.
 */
final class Crowd<S> implements Receivers<S> {
  private static final int SMALLEST = 4;

  /** Up to this many places are searched one by one. */
  private static final int UNINDEXED = 8;

  private final AtomicReferenceArray<@Nullable Match<S>> places;
  private volatile int used;
  private int present;

  /**
   * Place + 1 by identity hash, 0 for free; twice as long as {@code places}, or null for a small
   * crowd.
   */
  private final int @Nullable [] index;

  private Crowd(int capacity) {
    places = new AtomicReferenceArray<>(capacity);
    index = capacity <= UNINDEXED ? null : new int[capacity * 2];
  }

  static <S> Crowd<S> of(Match<S> first) {
    Crowd<S> crowd = new Crowd<>(SMALLEST);
    crowd.append(first);
    return crowd;
  }

  @Nullable Match<S> find(S subscriber) {
    int place = placeOf(subscriber);
    return place < 0 ? null : places.get(place);
  }

  Crowd<S> with(Match<S> match) {
    int place = placeOf(match.subscriber());
    if (place >= 0) {
      places.set(place, match);
      return this;
    }
    Crowd<S> roomy = used < places.length() ? this : copy();
    roomy.append(match);
    return roomy;
  }

  Receivers<S> without(S subscriber) {
    int place = placeOf(subscriber);
    if (place < 0) {
      return this;
    }
    places.set(place, null);
    present--;
    if (present == 1) {
      return last();
    }
    return places.length() > UNINDEXED && present < places.length() / 4 ? copy() : this;
  }

  void collect(@Nullable S publisher, Matches<S> into) {
    int end = used;
    into.reserve(end);
    for (int i = 0; i < end; i++) {
      Match<S> match = places.get(i);
      if (match != null) {
        into.offer(match, publisher);
      }
    }
  }

  void forEach(Consumer<Match<S>> action) {
    int end = used;
    for (int i = 0; i < end; i++) {
      Match<S> match = places.get(i);
      if (match != null) {
        action.accept(match);
      }
    }
  }

  private Match<S> last() {
    for (int i = 0; i < used; i++) {
      Match<S> match = places.get(i);
      if (match != null) {
        return match;
      }
    }
    throw new IllegalStateException("a crowd of nobody");
  }

  private Crowd<S> copy() {
    int roomy = Integer.highestOneBit(present + present / 2) * 2; // at least a third stays free
    Crowd<S> copy = new Crowd<>(Math.max(SMALLEST, roomy));
    forEach(copy::append);
    return copy;
  }

  private void append(Match<S> match) {
    int place = used;
    places.set(place, match);
    if (index != null) {
      int at = slot(match.subscriber());
      while (index[at] != 0) {
        at = (at + 1) & (index.length - 1);
      }
      index[at] = place + 1;
    }
    present++;
    used = place + 1;
  }

  private int placeOf(S subscriber) {
    if (index == null) {
      for (int i = 0; i < used; i++) {
        if (isAt(i, subscriber)) {
          return i;
        }
      }
      return -1;
    }
    for (int at = slot(subscriber); index[at] != 0; at = (at + 1) & (index.length - 1)) {
      if (isAt(index[at] - 1, subscriber)) {
        return index[at] - 1;
      }
    }
    return -1;
  }

  private boolean isAt(int place, S subscriber) {
    Match<S> match = places.get(place);
    return match != null && match.isOf(subscriber);
  }

  private int slot(S subscriber) {
    return Matches.spread(subscriber) & (places.length() * 2 - 1);
  }
}
