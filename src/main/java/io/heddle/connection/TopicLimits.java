package io.heddle.connection;

import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;

/** The operator's limits of length and depth of a topic. */
final class TopicLimits {
  private TopicLimits() {}

  static boolean allow(ConnectionOptions options, TopicName name) {
    return name.length() <= options.topicBytes() && name.levels() <= options.topicLevels();
  }

  static boolean allow(ConnectionOptions options, TopicFilter filter) {
    return filter.value().length() <= options.topicBytes()
        && filter.levels() <= options.topicLevels();
  }
}
