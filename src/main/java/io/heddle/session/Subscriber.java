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

  /**
   * Waits until the queue may have room again, or the time that the operator allows is over. Call
   * it with no lock held.
   */
  default void awaitRoom(Message message) {}
}
