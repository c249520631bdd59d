package io.heddle.broker;

/**
 * Starts whatever runs beside its caller. Nobody makes a thread in another way, so that a
 * simulation can decide who runs when. Safe for use by any thread.
 */
public interface Threads {
  /**
   * Starts work that mostly waits, on a virtual thread. It must not compute for long without giving
   * others a turn: virtual threads are not time-sliced. Not for a client's thread, whose scheduler
   * the new one would inherit: that has {@code Link.start} for what belongs to its client, and
   * {@link #startAfresh} for what does not.
   *
   * @param name for people who read a thread dump
   */
  void start(String name, Runnable work);

  /**
   * Like {@link #start}, from any thread, also a client's: by way of a platform thread, which has
   * no scheduler to give away.
   */
  default void startAfresh(String name, Runnable work) {
    startHeavy(name, () -> start(name, work));
  }

  /** Starts work that computes for long, on a platform thread that does not keep the JVM alive. */
  void startHeavy(String name, Runnable work);
}
