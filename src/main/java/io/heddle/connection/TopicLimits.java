package io.heddle.connection;

import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;

/** The topics that clients may name: the operator's limits of length and depth, and $SYS. */
final class TopicLimits {
  private static final String SYS = "$SYS/";

  private TopicLimits() {}

  /** Whether only the server itself publishes to this topic. */
  static boolean isServers(TopicName name) {
    return name.isReserved() && name.value().startsWith(SYS);
  }

  static boolean allow(ConnectionOptions options, TopicName name) {
    return name.length() <= options.topicBytes() && name.levels() <= options.topicLevels();
  }

  static boolean allow(ConnectionOptions options, TopicFilter filter) {
    return filter.length() <= options.topicBytes() && filter.levels() <= options.topicLevels();
  }
}
