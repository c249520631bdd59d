package io.heddle.store;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.session.Standing;

/**
 * What an entry of the log says. What is said twice counts once; of two that contradict each other
 * the later one holds. {@link Notation} puts it into bytes.
 */
sealed interface Note {
  /** What happens to a session or a share group. */
  sealed interface Owned extends Note {
    /** The number of whose it is. */
    long owner();
  }

  /** A message with this number lies there now. */
  record Placed(long body, long position) implements Note {}

  /** What a session is. */
  record Stands(long owner, Standing standing) implements Owned {}

  /** The owner is the share group of this filter. */
  record Group(long owner, String filter) implements Owned {}

  /** Nothing is left of the owner. */
  record Ended(long owner) implements Owned {}

  /** A subscription, in place of one with the same filter. */
  record Subscribed(long owner, Subscription subscription) implements Owned {}

  /** No subscription with this filter any more. */
  record Unsubscribed(long owner, String filter) implements Owned {}

  /** A message waits or is in flight. */
  record Held(long owner, Holding holding) implements Owned {}

  /** A message that waited is in flight. */
  record Sent(long owner, long sequence, int packetId, long order) implements Owned {}

  /** PUBREC has come for it. */
  record Released(long owner, long sequence, long order) implements Owned {}

  /** A message is over. */
  record Gone(long owner, long sequence) implements Owned {}

  /** A QoS 2 message of the client is received and not released. */
  record Received(long owner, int packetId, ReasonCode reason) implements Owned {}

  /** The client has released it. */
  record Completed(long owner, int packetId) implements Owned {}

  /** The message is the one retained for its topic. */
  record Retained(long body, int weight, long expiresAt, String topic) implements Note {}

  /** Nothing is retained for the topic. */
  record Unretained(String topic) implements Note {}

  /** Somebody is connected. */
  record Heartbeat(long millis) implements Note {}
}
