package io.heddle.mqtt;

/** What names and filters have in common: length, characters, levels. */
final class TopicSyntax {
  private TopicSyntax() {}

  /**
   * The text in UTF-8; refuses what no topic may hold {@code [MQTT-4.7.3-1] [MQTT-4.7.3-2]
   * [MQTT-4.7.3-3]}.
   */
  static byte[] encode(String value) {
    byte[] utf8 = Utf8.encode(value);
    requireLength(utf8.length);
    return utf8;
  }

  static void requireLength(int bytes) {
    if (bytes == 0) {
      throw new IllegalArgumentException("a topic has at least one character");
    }
    if (bytes > TopicName.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a topic has at most " + TopicName.MAX_BYTES + " bytes, not " + bytes);
    }
  }

  static void requireNoWildcard(String value) {
    if (value.indexOf('+') >= 0 || value.indexOf('#') >= 0) {
      throw new IllegalArgumentException("a Topic Name has no wildcard: " + value);
    }
  }

  /**
   * Wildcards stand alone in their level, and {@code #} is the last {@code [MQTT-4.7.1-2]
   * [MQTT-4.7.1-3]}.
   */
  static void requireFilter(String value) {
    int start = 0;
    while (start <= value.length()) {
      int slash = value.indexOf('/', start);
      int end = slash < 0 ? value.length() : slash;
      requireLevel(value, start, end);
      start = end + 1;
    }
  }

  private static void requireLevel(String value, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = value.charAt(i);
      if ((c == '+' || c == '#') && end - start > 1) {
        throw new IllegalArgumentException("a wildcard stands alone in its level: " + value);
      }
      if (c == '#' && end < value.length()) {
        throw new IllegalArgumentException("# is the last level: " + value);
      }
    }
  }

  static int levels(String value) {
    int levels = 1;
    for (int i = value.indexOf('/'); i >= 0; i = value.indexOf('/', i + 1)) {
      levels++;
    }
    return levels;
  }
}
