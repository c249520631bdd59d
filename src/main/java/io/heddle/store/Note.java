package io.heddle.store;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.session.Standing;

/**
 * What an entry of the log says. What is said twice counts once; of two that contradict each other
 * the later one holds. {@link Notation} puts it into bytes.
 */
sealed interface Note {
  /** A message with this number lies there now. */
  record Placed(long body, long position) implements Note {}

  /** What a session is. */
  record Stands(long owner, Standing standing) implements Note {}

  /** The owner is the share group of this filter. */
  record Group(long owner, String filter) implements Note {}

  /** Nothing is left of the owner. */
  record Ended(long owner) implements Note {}

  /** A subscription, in place of one with the same filter. */
  record Subscribed(long owner, Subscription subscription) implements Note {}

  /** No subscription with this filter any more. */
  record Unsubscribed(long owner, String filter) implements Note {}

  /** A message waits or is in flight. */
  record Held(long owner, Holding holding) implements Note {}

  /** A message that waited is in flight. */
  record Sent(long owner, long sequence, int packetId, long order) implements Note {}

  /** PUBREC has come for it. */
  record Released(long owner, long sequence, long order) implements Note {}

  /** A message is over. */
  record Gone(long owner, long sequence) implements Note {}

  /** A QoS 2 message of the client is received and not released. */
  record Received(long owner, int packetId, ReasonCode reason) implements Note {}

  /** The client has released it. */
  record Completed(long owner, int packetId) implements Note {}

  /** The message is the one retained for its topic. */
  record Retained(long body, int weight, long expiresAt, String topic) implements Note {}

  /** Nothing is retained for the topic. */
  record Unretained(String topic) implements Note {}

  /** Somebody is connected. */
  record Heartbeat(long millis) implements Note {}
}
