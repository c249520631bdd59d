package io.heddle.api;

import io.heddle.mqtt.Message;

/**
 * Publishes messages without a connection, under the rules for those of clients: a message with the
 * retain flag is kept, one without payload forgets what was kept, and what a full queue drops is
 * counted. One that names a publisher does not go to this client's own No Local subscriptions.
 *
 * <p>When a method returns, every receiver has the message on its way or in its queue, or it was
 * dropped. The caller never waits for a queue: under the policy {@code block} a full one drops the
 * message.
 */
public interface Messages {
  /** What became of a message. */
  enum Fate {
    /** At least one receiver has it, or has it queued. */
    TAKEN,
    /** Nobody subscribes to its topic, or the client that it was for has no session. */
    NOBODY,
    /** Nobody has it: each receiver dropped it, and this was counted. */
    DROPPED
  }

  /**
   * Publishes to everybody who subscribes to the topic.
   *
   * @throws IllegalArgumentException when the topic is under {@code $SYS}: those are the server's
   */
  Fate publish(Message message);

  /**
   * Sends to one client alone, connected or not, whatever it subscribes to, at the QoS of the
   * message. The retain flag is not kept, and the client does not see it.
   */
  Fate send(String clientId, Message message);

  /**
   * Sends to one client alone, on the terms of those of its own subscriptions that match: its QoS,
   * Retain as Published, identifiers. Shared ones do not count. {@link Fate#NOBODY} when none
   * matches.
   */
  Fate sendIfSubscribed(String clientId, Message message);
}
