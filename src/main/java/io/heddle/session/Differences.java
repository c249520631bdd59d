package io.heddle.session;

import java.util.Arrays;

/**
 * Columns of numbers, row by row, each as what it differs by from the one above: in groups of seven
 * bits, so that small differences of either sign take one byte.
 */
final class Differences {
  private static final int COLUMNS = 5;
  private static final int GROUP_BITS = 7;
  private static final int GROUP = 0x7F;
  private static final int MORE = 0x80;
  private static final int LONGEST = 10;

  private Differences() {}

  /** Belongs to one thread. */
  static final class Writer {
    private final long[] above = new long[COLUMNS];
    private byte[] bytes;
    private int count;

    Writer(int rows) {
      bytes = new byte[rows * COLUMNS * 2];
    }

    /** The next number, and in which column it is. */
    void put(int column, long value) {
      if (count + LONGEST > bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2 + LONGEST);
      }
      long difference = value - above[column];
      above[column] = value;
      long left = difference << 1 ^ difference >> Long.SIZE - 1;
      while ((left & ~GROUP) != 0) {
        bytes[count++] = (byte) (left & GROUP | MORE);
        left >>>= GROUP_BITS;
      }
      bytes[count++] = (byte) left;
    }

    byte[] written() {
      return Arrays.copyOf(bytes, count);
    }
  }

  /** Belongs to one thread. */
  static final class Reader {
    private final long[] above = new long[COLUMNS];
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The next number, which was written for that column. */
    long next(int column) {
      long left = 0;
      int shift = 0;
      byte group;
      do {
        group = bytes[at++];
        left |= (long) (group & GROUP) << shift;
        shift += GROUP_BITS;
      } while (group < 0);
      above[column] += left >>> 1 ^ -(left & 1);
      return above[column];
    }
  }
}
