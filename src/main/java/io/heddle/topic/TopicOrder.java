package io.heddle.topic;

import java.util.Comparator;

/**
 * The order of topics in which all below a level lie together: {@code a}, {@code a/}, {@code a/x},
 * {@code a/x/y}, {@code a/z}, {@code a!}. A slash comes before every other character.
 *
 * <p>U+0000, which no topic has, comes right after the slash: {@code a} followed by it is behind
 * everything below {@code a} and before whatever comes next.
 */
enum TopicOrder implements Comparator<String> {
  /** The one there is. */
  LEVEL_BY_LEVEL;

  /** What follows a level to say: behind all below it. */
  static final char BEHIND = '\0';

  @Override
  public int compare(String some, String other) {
    int shorter = Math.min(some.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = some.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return some.length() - other.length();
  }

  private static int rank(char c) {
    return c == '/' ? -1 : c;
  }
}
