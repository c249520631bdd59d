package io.heddle.session;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;

/**
 * What one owner of messages, a session or a share group, writes down so that it outlives the
 * process. What is said twice counts once. No method blocks, and each is called under the owner's
 * lock. Each answers a mark: what was written is safe when {@link SessionStore#await} has waited
 * for it.
 */
public interface Journal {
  /** The owner's number, which no other one has had. */
  long owner();

  /** What the session is. */
  long standing(Standing standing);

  /** The owner is the share group of this filter. */
  long group(TopicFilter filter);

  /** A subscription, in place of one with the same filter. */
  long subscribed(Subscription subscription);

  /** No subscription with this filter any more. */
  long unsubscribed(TopicFilter filter);

  /** A message of QoS 1 or 2 waits, or is in flight at once; it takes a hold of its body. */
  long queued(Delivery delivery);

  /** Says again that a message waits or is in flight, for whoever forgets what was said before. */
  long stated(Delivery delivery);

  /** Says again that a message waits, on disk alone. */
  long stated(Stored stored);

  /** A message that waited is in flight. */
  long sent(Delivery delivery);

  /** PUBREC has come for it. */
  long released(Delivery delivery);

  /** Its exchange is over, or it was dropped. Lets its body go. */
  long gone(Delivery delivery);

  /** It was dropped while it waited on disk alone. Its body is let go by whoever says so. */
  long gone(Stored stored);

  /** A QoS 2 message of the client was routed, with this answer, and is not released. */
  long received(int packetId, ReasonCode reason);

  /** The client has released a QoS 2 message. */
  long completed(int packetId);

  /** Nothing is left of the owner. */
  long ended();
}
