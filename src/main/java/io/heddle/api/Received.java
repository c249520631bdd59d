package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.List;

/** A message that a {@link LocalClient} was given. Safe for use by any thread. */
public interface Received {
  /**
   * As it was published, by a client or the program: with the very payload, which was not copied.
   * Its QoS and retain flag are those of the publisher.
   */
  Message message();

  /** The level at which it was delivered: the lower of the publisher's and the subscription's. */
  Qos qos();

  /** Whether it is a retained message, or came with that flag as the subscription asks. */
  boolean retain();

  /** Whether it may have been given out before, to this client or one with the same identifier. */
  boolean duplicate();

  /** Those of the subscriptions that match, or none. */
  List<Integer> subscriptionIdentifiers();

  /**
   * Says that it is dealt with, and makes room for another one. Does nothing at QoS 0, the second
   * time, and when the client is no longer connected.
   */
  void acknowledge();
}
