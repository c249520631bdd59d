package io.heddle.session;

import io.heddle.mqtt.Message;

/** Who receives the messages of a subscription: a session or a share group. */
public interface Subscriber {
  /**
   * Takes a message. Does not block.
   *
   * @param shuttle carries the message; remembers the outlets to flush
   */
  Outcome deliver(Message message, Terms terms, Shuttle shuttle);

  /** Whether {@link #deliver} would answer {@link Outcome#WAIT} now. */
  default boolean wouldWait(Message message, Terms terms, Shuttle shuttle) {
    return false;
  }

  /**
   * Waits until the queue may have room again. Call it with no lock held.
   *
   * @param nanos for so long at most, and for no longer than the operator allows
   * @return nanoseconds that are left; 0 when waiting makes no sense any more
   */
  default long awaitRoom(Message message, long nanos) {
    return 0;
  }
}
