package io.heddle.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The topics that a subscription asks for, with the wildcards {@code +} and {@code #}; a Shared
 * Subscription's begins with {@code $share/NAME/}.
 */
public final class TopicFilter {
  private static final String SHARE = "$share/";

  private final String value;
  private final @Nullable String shareName;
  private final String pattern;
  private final int length;

  private TopicFilter(String value, @Nullable String shareName, String pattern, int length) {
    this.value = value;
    this.length = length;
    this.shareName = shareName;
    this.pattern = pattern;
  }

  /**
   * The filter with this text. {@code $share/…} is read as a Shared Subscription, which MQTT 3.1.1
   * clients may use as well.
   *
   * @throws IllegalArgumentException when it is empty, too long, misplaces a wildcard, has U+0000
   *     or half a surrogate pair, or is a shared filter whose share name is empty or has a wildcard
   *     or that has no filter after it {@code [MQTT-4.8.2-1] [MQTT-4.8.2-2]}
   */
  public static TopicFilter of(String value) {
    int length = TopicSyntax.encode(value).length;
    if (!value.startsWith(SHARE)) {
      TopicSyntax.requireFilter(value);
      return new TopicFilter(value, null, value, length);
    }
    int slash = value.indexOf('/', SHARE.length());
    if (slash < 0 || slash == SHARE.length() || slash == value.length() - 1) {
      throw new IllegalArgumentException("a shared filter is $share/NAME/FILTER, not " + value);
    }
    String name = value.substring(SHARE.length(), slash);
    TopicSyntax.requireNoWildcard(name);
    String pattern = value.substring(slash + 1);
    TopicSyntax.requireFilter(pattern);
    return new TopicFilter(value, name, pattern, length);
  }

  /** The whole text, as the client wrote it. */
  public String value() {
    return value;
  }

  /** The number of bytes of the whole text in UTF-8. */
  public int length() {
    return length;
  }

  /** Whether this is a Shared Subscription's filter. */
  public boolean isShared() {
    return shareName != null;
  }

  /** The share name, or null when the filter is not shared. */
  public @Nullable String shareName() {
    return shareName;
  }

  /** What Topic Names are matched with: the text without {@code $share/NAME/}. */
  public String pattern() {
    return pattern;
  }

  /** This filter without its share. */
  public TopicFilter unshared() {
    return shareName == null
        ? this
        : new TopicFilter(pattern, null, pattern, TopicSyntax.encode(pattern).length);
  }

  /** Whether there is a wildcard. */
  public boolean hasWildcard() {
    return pattern.indexOf('+') >= 0 || pattern.endsWith("#");
  }

  /** The number of levels of the pattern. */
  public int levels() {
    return TopicSyntax.levels(pattern);
  }

  /**
   * Whether a name matches: {@code +} is one level, {@code #} any number of them and the parent;
   * neither, when it comes first, matches a name that begins with {@code $} {@code [MQTT-4.7.2-1]}.
   */
  public boolean matches(TopicName name) {
    String topic = name.value();
    if (name.isReserved() && (pattern.charAt(0) == '+' || pattern.charAt(0) == '#')) {
      return false;
    }
    int f = 0;
    int t = 0;
    while (f <= pattern.length()) {
      int filterEnd = levelEnd(pattern, f);
      if (filterEnd - f == 1 && pattern.charAt(f) == '#') {
        return true;
      }
      if (t > topic.length()) {
        return false;
      }
      int topicEnd = levelEnd(topic, t);
      boolean plus = filterEnd - f == 1 && pattern.charAt(f) == '+';
      if (!plus
          && !(filterEnd - f == topicEnd - t && pattern.regionMatches(f, topic, t, topicEnd - t))) {
        return false;
      }
      f = filterEnd + 1;
      t = topicEnd + 1;
    }
    return t > topic.length();
  }

  private static int levelEnd(String text, int start) {
    int slash = text.indexOf('/', start);
    return slash < 0 ? text.length() : slash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicFilter that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
