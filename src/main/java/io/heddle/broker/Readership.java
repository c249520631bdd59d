package io.heddle.broker;

import io.heddle.api.Access;
import io.heddle.mqtt.TopicName;
import java.util.function.Predicate;

/** What a client may get, and which rule says so. Safe for use by any thread, under any lock. */
public interface Readership extends Predicate<TopicName> {
  /** Whether it may get messages of a topic: allowed or denied. */
  Access decide(TopicName topic);
}
