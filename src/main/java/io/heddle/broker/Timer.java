package io.heddle.broker;

import io.heddle.session.Cancellable;
import java.time.Duration;

/** Makes things happen later. Safe for use by any thread. */
public interface Timer {
  /** Runs the action once, after the delay, on a thread where it may block. */
  Cancellable after(Duration delay, Runnable action);

  /** A clock that never jumps, in nanoseconds from an arbitrary moment. */
  long nanos();

  /**
   * Runs the action again and again, with that pause in between, on a thread where it may block.
   */
  Cancellable every(Duration pause, Runnable action);
}
