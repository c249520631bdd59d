package io.heddle.topic;

/** How a name or filter is read level by level, without taking it apart into strings. */
final class Levels {
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private Levels() {}

  /** Where the level that begins here ends: at the next slash, or at the end. */
  static int end(String text, int start) {
    int slash = text.indexOf('/', start);
    return slash < 0 ? text.length() : slash;
  }

  /** Whether the level from start to end is this wildcard. */
  static boolean is(char wildcard, String text, int start, int end) {
    return end - start == 1 && text.charAt(start) == wildcard;
  }

  /**
   * A hash of one level that nobody can predict without the seed: clients choose the names of
   * levels, and {@link String#hashCode} would let them choose a hundred thousand that collide.
   */
  static int hash(long seed, String text, int start, int end) {
    long hash = seed ^ (end - start);
    int i = start;
    for (; i + 4 <= end; i += 4) {
      long four =
          (long) text.charAt(i) << 48
              | (long) text.charAt(i + 1) << 32
              | (long) text.charAt(i + 2) << 16
              | text.charAt(i + 3);
      hash = fold(hash ^ four);
    }
    long rest = 0;
    for (; i < end; i++) {
      rest = rest << 16 | text.charAt(i);
    }
    hash = fold(hash ^ rest);
    return (int) (hash ^ hash >>> 32);
  }

  private static long fold(long x) {
    return Math.multiplyHigh(x, MULTIPLIER) ^ x * MULTIPLIER;
  }
}
