package io.heddle.store.log;

/**
 * A part of the log that could not be read.
 *
 * @param from the position of its first byte
 * @param to the position after its last
 * @param what happened, for people
 */
public record Damage(long from, long to, String what) {
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
