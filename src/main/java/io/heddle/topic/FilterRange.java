package io.heddle.topic;

import io.heddle.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a filter matches, as stretches of the {@link TopicOrder}: it says how far to jump from a
 * topic that does not match. Immutable.
 */
final class FilterRange {
  private final String[] levels;

  /** For each level, the text of it and those after it up to a wildcard. */
  private final String[] literals;

  FilterRange(TopicFilter filter) {
    levels = filter.pattern().split("/", -1);
    literals = new String[levels.length];
    for (int i = levels.length - 1; i >= 0; i--) {
      if (isWildcard(levels[i])) {
        literals[i] = "";
      } else {
        boolean more = i + 1 < levels.length && !isWildcard(levels[i + 1]);
        literals[i] = more ? levels[i] + "/" + literals[i + 1] : levels[i];
      }
    }
  }

  /** Nothing before this matches. */
  String first() {
    return literals[0];
  }

  /**
   * The topic itself if it matches; otherwise a text behind it that no match comes before; null if
   * no match comes at all.
   */
  @Nullable String ceiling(String topic) {
    if (isWildcard(levels[0]) && topic.startsWith("$")) {
      return "%"; // all that begins with $ lies before it [MQTT-4.7.2-1]
    }
    int start = 0;
    int plusEnd = -1;
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].equals("#")) {
        return topic;
      }
      if (start > topic.length()) {
        return topic + "/" + literals[i];
      }
      int end = Levels.end(topic, start);
      if (levels[i].equals("+")) {
        plusEnd = end;
      } else {
        int order = compareLevel(topic, start, end, levels[i]);
        if (order < 0) {
          return topic.substring(0, start) + literals[i];
        }
        if (order > 0) {
          return behind(topic, plusEnd);
        }
      }
      start = end + 1;
    }
    return start > topic.length() ? topic : behind(topic, plusEnd);
  }

  /** Only another level in the place of the last {@code +} can help. */
  private static @Nullable String behind(String topic, int plusEnd) {
    return plusEnd < 0 ? null : topic.substring(0, plusEnd) + TopicOrder.BEHIND;
  }

  private static int compareLevel(String topic, int start, int end, String level) {
    int shorter = Math.min(end - start, level.length());
    for (int i = 0; i < shorter; i++) {
      int difference = topic.charAt(start + i) - level.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return end - start - level.length();
  }

  private static boolean isWildcard(String level) {
    return level.equals("+") || level.equals("#");
  }
}
