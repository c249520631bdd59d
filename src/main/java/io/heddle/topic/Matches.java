package io.heddle.topic;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a message: the result of one {@link SubscriptionTrie#match}, made once and used again.
 *
 * <p>Belongs to one thread. Its arrays are made when first needed and grow to what was needed; they
 * hold on to the subscribers of the last match until the next one, or until {@link #clear}.
 *
 * <p><b>Overlaps.</b> The subscribers of one filter are distinct, so a subscriber can only be here
 * already because of an <em>earlier</em> filter. Most topics are matched by one filter that anybody
 * subscribes to: then nothing is looked up at all. Otherwise the entries of earlier filters are
 * searched one by one while they are few, and through an index by identity when they are many.
 */
public final class Matches<S> {
  private static final int FEW = 8;

  /** Arrays longer than this are given back when most of them was not used. */
  private static final int LARGE = 4096;

  private static final int[] NO_INDEX = {};

  private final boolean mergeOverlaps;
  private final Descent<S> descent = new Descent<>();
  private @Nullable Match<S>[] found = array(0);
  private int size;

  /** How many of them come from earlier filters than the present one. */
  private int earlier;

  /** Place + 1 by identity hash, 0 for free; holds the first {@code indexed} entries. */
  private int[] index = NO_INDEX;

  private int indexed;

  /**
   * Empty matches.
   *
   * @param mergeOverlaps whether overlapping subscriptions of one subscriber become one match, with
   *     the highest level, all identifiers, and the retain flag as published if one of them has it
   *     so {@code [MQTT-3.3.4-2]}; otherwise each is a match of its own
   */
  public Matches(boolean mergeOverlaps) {
    this.mergeOverlaps = mergeOverlaps;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /**
   * One of them.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ place &lt; size
   */
  public Match<S> get(int place) {
    return at(Objects.checkIndex(place, size));
  }

  /** Forgets them all. */
  public void clear() {
    if (found.length > LARGE && size < found.length / 8) {
      found = array(0);
      index = NO_INDEX;
    } else {
      Arrays.fill(found, 0, size, null);
      if (indexed > 0) {
        Arrays.fill(index, 0);
      }
    }
    size = 0;
    earlier = 0;
    indexed = 0;
  }

  Descent<S> descent() {
    return descent;
  }

  /** From here on come the subscribers of another filter. */
  void nextFilter() {
    earlier = size;
  }

  /** Makes room for that many more. */
  void reserve(int more) {
    if (found.length - size < more) {
      found = Arrays.copyOf(found, Math.max(size + more, Math.max(4, size * 2)));
    }
  }

  /** Adds an entry, unless the publisher does not want its own messages. */
  void offer(Match<S> match, @Nullable S publisher) {
    if (publisher != null && match.excludes(publisher)) {
      return;
    }
    int place = mergeOverlaps && earlier > 0 ? placeOf(match.subscriber()) : -1;
    if (place >= 0) {
      found[place] = at(place).merge(match);
      return;
    }
    if (size == found.length) {
      reserve(1);
    }
    found[size++] = match;
  }

  private int placeOf(S subscriber) {
    if (earlier <= FEW) {
      for (int i = 0; i < earlier; i++) {
        if (at(i).isOf(subscriber)) {
          return i;
        }
      }
      return -1;
    }
    if (indexed < earlier) {
      indexEarlier();
    }
    int mask = index.length - 1;
    for (int at = spread(subscriber) & mask; index[at] != 0; at = (at + 1) & mask) {
      if (at(index[at] - 1).isOf(subscriber)) {
        return index[at] - 1;
      }
    }
    return -1;
  }

  private void indexEarlier() {
    if (index.length < earlier * 2) {
      index = new int[Integer.highestOneBit(earlier) * 4];
      indexed = 0;
    }
    int mask = index.length - 1;
    for (; indexed < earlier; indexed++) {
      int at = spread(at(indexed).subscriber()) & mask;
      while (index[at] != 0) {
        at = (at + 1) & mask;
      }
      index[at] = indexed + 1;
    }
  }

  private Match<S> at(int place) {
    return Objects.requireNonNull(found[place]);
  }

  /** An identity hash whose low bits depend on all of it. */
  static int spread(Object subscriber) {
    int hash = System.identityHashCode(subscriber) * 0x9E3779B1;
    return hash ^ (hash >>> 15);
  }

  @SuppressWarnings(
      "unchecked") // an array of matches of no particular subscriber holds nothing else
  private static <S> @Nullable Match<S>[] array(int length) {
    return (Match<S>[]) new Match<?>[length];
  }
}
