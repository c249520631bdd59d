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
   * The next message, read now; null at the end, or when it was not found among the next few: then
   * ask again, after others had a turn. Does not block.
   */
  @Nullable Delivery next();

  /** Whether the next ones are just read from the disk: then they come by themselves. */
  boolean isReading();

  /** Whether there are no more. */
  boolean atEnd();
}
