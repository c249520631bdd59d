package io.heddle.store.log;

/**
 * A part of the log that could not be read.
 *
 * @param from the position of its first byte
 * @param to the position after its last
 * @param what happened, for people
 */
public record Damage(long from, long to, String what) {
  static final String TORN = "the last commit is torn or damaged";

  /** Something else than an entry lies there, before a good one. */
  static Damage gap(int segment, int from, int to) {
    return new Damage(Position.of(segment, from), Position.of(segment, to), "damaged");
  }

  /** The segment should be longer. */
  static Damage cut(int segment, int from, int to) {
    return new Damage(Position.of(segment, from), Position.of(segment, to), "damaged or cut");
  }

  /**
   * Whether it is the end of what was written last, as a kill or a cut of the power leaves it:
   * nobody was told of what was there, unless the device has lost it later.
   */
  public boolean isTorn() {
    return what.equals(TORN);
  }

  @Override
  public String toString() {
    return "segment "
        + Position.segment(from)
        + ", bytes "
        + Position.offset(from)
        + " to "
        + Position.offset(to)
        + ": "
        + what;
  }
}
