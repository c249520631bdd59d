package io.heddle.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * The messages that somebody has, by the places where they lie, and which of them were found there:
 * arrays, because there may be millions. Belongs to one thread.
 */
final class Wanted {
  private final long[] places;
  private final BitSet found = new BitSet();

  private Wanted(long[] places) {
    this.places = places;
  }

  static Wanted of(Image image) {
    LongStream held = image.owners.values().stream().flatMapToLong(Image.Owner::bodies);
    LongStream retained = image.retained.values().stream().mapToLong(Note.Retained::body);
    return new Wanted(
        LongStream.concat(held, retained)
            .map(body -> place(image, body))
            .sorted()
            .distinct()
            .toArray());
  }

  /** Where a message lies. */
  static long place(Image image, long body) {
    return image.placed.getOrDefault(body, body);
  }

  /** The places, in their order. */
  long[] places() {
    return places.clone();
  }

  /** A message lies there; answers whether somebody has it. */
  boolean found(long position) {
    int index = Arrays.binarySearch(places, position);
    if (index >= 0) {
      found.set(index);
    }
    return index >= 0;
  }

  /** Whether a message that somebody has was not found. */
  boolean isLost(long place) {
    return !found.get(Arrays.binarySearch(places, place));
  }
}
