package io.heddle.builtin;

import java.time.Duration;

/** What this room needs of the machine. Safe for use by any thread. */
public interface Timepiece {
  /** The time of day, in milliseconds of the epoch. */
  long millis();

  /** A clock that never jumps, in nanoseconds from an arbitrary moment. */
  long nanos();

  /**
   * Runs the action once, after the delay, on a thread where it may block.
   *
   * @return calls it off when it has not begun
   */
  Runnable after(Duration delay, Runnable action);
}
