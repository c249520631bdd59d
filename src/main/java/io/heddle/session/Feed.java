package io.heddle.session;

import io.heddle.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a session fetches at its own pace: the retained ones of a new subscription. Guarded
 * by the session's lock.
 */
public interface Feed {
  /** The filter of the subscription that brought it. */
  TopicFilter filter();

  /**
   * The next message, read now, or null: when there is none left, or none was found in a bounded
   * search. Does not block.
   */
  @Nullable Delivery next();

  /** Whether there is none left. */
  boolean atEnd();
}
