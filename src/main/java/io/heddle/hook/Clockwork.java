package io.heddle.hook;

import java.time.Duration;

/** What hooks need of the machine: time, and threads beside the client's. Safe for any thread. */
public interface Clockwork {
  /** A clock that never jumps, in nanoseconds from an arbitrary moment. */
  long nanos();

  /** Runs the action again and again, with that pause in between, until the broker ends. */
  void every(Duration pause, Runnable action);

  /** Runs work that may block a platform thread, such as writing to a log. */
  void aside(Runnable work);
}
