package io.heddle.store.log;

/**
 * A place in the log, as one number: the segment above, the offset in it below. A later entry has a
 * greater position. 0 is before everything.
 */
public final class Position {
  private Position() {}

  /** The place at that offset of that segment. */
  public static long of(int segment, int offset) {
    return (long) segment << Integer.SIZE | offset;
  }

  /** The number of the segment, from 1. */
  public static int segment(long position) {
    return (int) (position >>> Integer.SIZE);
  }

  /** Bytes from the begin of the segment's file. */
  public static int offset(long position) {
    return (int) position;
  }

  /** For people. */
  public static String text(long position) {
    return segment(position) + ":" + offset(position);
  }
}
