package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a session may get. It is asked when a message comes, before the session's
 * lock, and again when one that waited is sent, under it: rules may have changed meanwhile, and
 * another client may have come. While the client is away, what it was allowed last counts. Safe for
 * use by any thread; takes no lock.
 */
final class Reading {
  private final Drops drops;
  private final String clientId;

  /** Null while everything may be got: then a message costs one look at this field. */
  private volatile @Nullable Predicate<TopicName> allowed;

  Reading(Drops drops, String clientId) {
    this.drops = drops;
    this.clientId = clientId;
  }

  void allow(@Nullable Predicate<TopicName> topics) {
    allowed = topics;
  }

  boolean allows(TopicName topic) {
    Predicate<TopicName> asked = allowed;
    return asked == null || asked.test(topic);
  }

  /** Whether the client may not get a message, which is then counted as dropped. */
  boolean denies(Message message, Qos qos) {
    if (allows(message.topic())) {
      return false;
    }
    drops.dropped(DropReason.READ_DENIED, message, qos, clientId);
    return true;
  }
}
