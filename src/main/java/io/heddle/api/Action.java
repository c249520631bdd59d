package io.heddle.api;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/** What a client wants to do. */
public sealed interface Action {

  /** Come in. */
  record Connect() implements Action {}

  /** Publish a message; a Will is asked about when its client connects. */
  record Publish(TopicName topic, Qos qos, boolean retain) implements Action {}

  /**
   * Subscribe.
   *
   * @param filter without {@code $share/NAME/}
   * @param qos the highest that it asks for
   * @param shareName null when it is not a Shared Subscription
   */
  record Subscribe(TopicFilter filter, Qos qos, @Nullable String shareName) implements Action {}
}
