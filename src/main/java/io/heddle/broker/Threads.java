package io.heddle.broker;

/**
 * Starts whatever runs beside its caller. Nobody makes a thread in another way, so that a
 * simulation can decide who runs when. Safe for use by any thread.
 */
public interface Threads {
  /**
   * Starts work that mostly waits, on a virtual thread. It must not compute for long without giving
   * others a turn: virtual threads are not time-sliced. Not for a client's thread, whose scheduler
   * the new one would inherit: that has {@code Link.start}.
   *
   * @param name for people who read a thread dump
   */
  void start(String name, Runnable work);

  /** Starts work that computes for long, on a platform thread that does not keep the JVM alive. */
  void startHeavy(String name, Runnable work);
}
