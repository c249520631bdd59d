package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;

/**
 * Is told of every message that a receiver does not get, and of those that it has taken. Called
 * under locks: it counts, or notes, and returns.
 */
@FunctionalInterface
public interface Drops {
  /** That many messages were dropped, for that reason. */
  void dropped(DropReason reason, Qos qos, long messages);

  /**
   * A message was dropped, for that reason.
   *
   * @param qos the level at which the receiver would have got it
   * @param receiver the Client Identifier; empty while it waits for whoever of a share group has
   *     room
   */
  default void dropped(DropReason reason, Message message, Qos qos, String receiver) {
    dropped(reason, qos, 1);
  }

  /** A receiver has taken a message of QoS 1 (PUBACK) or 2 (PUBREC). */
  default void acknowledged(String receiver, Message message) {}
}
