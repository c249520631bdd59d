package io.heddle.session;

import io.heddle.mqtt.Qos;

/**
 * Is told of every message that a receiver does not get. Called under locks: it counts and returns.
 */
@FunctionalInterface
public interface Drops {
  /** That many messages were dropped, for that reason. */
  void dropped(DropReason reason, Qos qos, long messages);
}
