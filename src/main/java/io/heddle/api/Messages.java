package io.heddle.api;

import io.heddle.mqtt.Message;
import java.time.Duration;

/**
 * Publishes messages without a connection, under the rules for those of clients: a message with the
 * retain flag is kept, one without payload forgets what was kept, and what a full queue drops is
 * counted. One that names a publisher does not go to this client's own No Local subscriptions.
 *
 * <p>When a method returns, every receiver has the message on its way or in its queue, or it was
 * dropped. The caller never waits for a queue: under the policy {@code block} a full one drops the
 * message.
 *
 * <p>With {@code data.directory}, a message of QoS 1 or 2 that was taken, and one that is retained,
 * outlives the process some moments later: {@link #awaitSafe} waits for that, once for as many
 * messages as wanted. No receiver sees a message before. Without it nothing outlives the process.
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

  /**
   * Waits until everything that was published, and sent, before this call outlives the process, as
   * what is acknowledged to clients does. Without {@code data.directory} there is nothing to wait
   * for, and the answer is true.
   *
   * @param most how long to wait; zero or less only looks
   * @return false when the time is over before: then a crash may lose some of it
   * @throws InterruptedException when the thread is interrupted
   */
  default boolean awaitSafe(Duration most) throws InterruptedException {
    return true;
  }
}
