package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;

/**
 * What the client of a session may get. It is asked when a message comes, before the session's
 * lock; under it, once more, when another client has come in between; and again when one that
 * waited is sent: rules may have changed meanwhile. While the client is away, what it was allowed
 * last counts. Safe for use by any thread; takes no lock.
 */
final class Reading {
  private final Drops drops;
  private final String clientId;

  /** Written under the session's lock. */
  private volatile Permit permit = Permit.NEW;

  Reading(Drops drops, String clientId) {
    this.drops = drops;
    this.clientId = clientId;
  }

  /** A client has attached. */
  void allow(Permit its) {
    permit = its;
  }

  Permit permit() {
    return permit;
  }

  boolean allows(TopicName topic) {
    return permit.covers(topic);
  }

  /**
   * Whether the client may get a topic, for which a permit was asked already: so it is asked again
   * only when that is another client's. Under the session's lock the answer holds until the lock is
   * let go.
   */
  @SuppressWarnings("ReferenceEquality") // each attachment has its own
  boolean stillAllows(TopicName topic, Permit asked) {
    return permit == asked || permit.covers(topic);
  }

  /** Whether the client may not get a message, which is then counted as dropped. */
  boolean denies(Message message, Qos qos) {
    return !allows(message.topic()) && denied(message, qos) == Outcome.DROPPED;
  }

  /** Counts a message that the client may not get as dropped. */
  Outcome denied(Message message, Qos qos) {
    drops.dropped(DropReason.READ_DENIED, message, qos, clientId);
    return Outcome.DROPPED;
  }
}
