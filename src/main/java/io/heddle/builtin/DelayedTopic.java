package io.heddle.builtin;

import io.heddle.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The topic of a message that is to be published later: {@code $delayed/SECONDS/TOPIC}, below a
 * mount point if there is one. Immutable.
 *
 * @param seconds 0 to {@link #LONGEST}
 * @param topic where it goes then, below the same mount point
 */
record DelayedTopic(int seconds, TopicName topic) {
  /** The longest delay in seconds, nearly 50 days: EMQX's. */
  static final int LONGEST = 4_294_967;

  private static final String WORD = "$delayed";
  private static final String PREFIX = WORD + "/";

  /** Digits of the longest delay. */
  private static final int DIGITS = 7;

  /**
   * Where the first level {@code $delayed} begins: 0 without a mount point; -1 when there is none.
   */
  static int find(String topic) {
    for (int at = topic.indexOf(WORD); at >= 0; at = topic.indexOf(WORD, at + 1)) {
      int end = at + WORD.length();
      boolean begins = at == 0 || topic.charAt(at - 1) == '/';
      if (begins && (end == topic.length() || topic.charAt(end) == '/')) {
        return at;
      }
    }
    return -1;
  }

  /**
   * What such a topic means; null when it is in no right form, or would be delayed twice.
   *
   * @param at where its level {@code $delayed} begins
   */
  static @Nullable DelayedTopic of(String topic, int at) {
    int digits = at + PREFIX.length();
    int slash = topic.indexOf('/', digits);
    int seconds = slash < 0 ? -1 : seconds(topic, digits, slash);
    if (seconds < 0 || slash == topic.length() - 1 || find(topic.substring(slash + 1)) == 0) {
      return null;
    }
    return new DelayedTopic(
        seconds, TopicName.of(topic.substring(0, at) + topic.substring(slash + 1)));
  }

  /** The number in digits; -1 when there is none, or it is too large. */
  private static int seconds(String text, int from, int to) {
    if (to == from || to - from > DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number > LONGEST ? -1 : number;
  }
}
