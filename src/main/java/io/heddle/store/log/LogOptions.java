package io.heddle.store.log;

/**
 * How a log is kept.
 *
 * @param segmentBytes the size of a segment's file, 4 KiB to 1 GiB; an entry may have half of that
 * @param spares how many segments are kept ready beside the one that is written
 * @param durability what a committed entry survives
 */
public record LogOptions(int segmentBytes, int spares, Durability durability) {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when one does not hold
   */
  public LogOptions {
    if (segmentBytes < 4096 || segmentBytes > 1 << 30) {
      throw new IllegalArgumentException("a segment of " + segmentBytes + " bytes");
    }
    if (spares < 0) {
      throw new IllegalArgumentException(spares + " spare segments");
    }
  }
}
