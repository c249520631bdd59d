package io.heddle.api;

import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import org.jspecify.annotations.Nullable;

/** What a limit of a client may be; everything else is an {@link IllegalArgumentException}. */
final class LimitRules {
  private LimitRules() {}

  static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " = " + value + " is not from " + least + " to " + most);
    }
  }

  static void mountPoint(@Nullable String prefix) {
    if (prefix != null) {
      if (!prefix.endsWith("/") || prefix.startsWith("$")) {
        throw new IllegalArgumentException("a mount point ends with / and does not begin with $");
      }
      TopicName.of(prefix);
    }
  }

  static void clientId(@Nullable String assigned) {
    if (assigned != null) {
      if (assigned.isEmpty()) {
        throw new IllegalArgumentException("an assigned Client Identifier is not empty");
      }
      Utf8.encode(assigned);
    }
  }

  static void responseInformation(@Nullable String topic) {
    if (topic != null && !topic.isEmpty()) {
      TopicName.of(topic);
    }
  }
}
