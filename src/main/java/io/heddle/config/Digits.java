package io.heddle.config;

/** The number at the start of a text. */
final class Digits {
  /** More digits than this are out of every setting's range, and of a long's. */
  private static final int LONGEST = 18;

  private Digits() {}

  /** How many ASCII digits there are from an index on. */
  static int count(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end - from;
  }

  /** The number that the first digits are, or a negative one when it is too large for a long. */
  static long number(String text, int digits) {
    return digits > LONGEST ? -1 : Long.parseLong(text, 0, digits, 10);
  }

  /**
   * The product of a number and what a unit stands for, or a negative number when it is too large
   * for a long.
   */
  static long times(long number, long unit) {
    return number < 0 || number > Long.MAX_VALUE / unit ? -1 : number * unit;
  }
}
