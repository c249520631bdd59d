package io.heddle.auth.acl;

/**
 * A Topic Filter of a rule, made ready to be compared often.
 *
 * <p>There is one question, whether it <i>covers</i> a Topic Filter: whether every Topic Name that
 * the other one matches is matched by this one. A Topic Name is a filter that matches itself alone,
 * so for it this is the ordinary question whether it matches.
 */
final class FilterPattern {
  private enum Shape {
    /** Covers everything, what begins with {@code $} included. */
    EVERYTHING,
    /** No wildcard, or one that is to be taken for a letter: it is the same text. */
    TEXT,
    /** A {@code #} is the only wildcard. */
    SUBTREE,
    /** Anything else. */
    WILD
  }

  /** What a rule without a topic is about. */
  static final FilterPattern EVERYTHING = new FilterPattern("", Shape.EVERYTHING);

  private final String text;
  private final Shape shape;

  /** What stands before the first wildcard, its slash included. */
  private final String prefix;

  private FilterPattern(String text, Shape shape) {
    this.text = text;
    this.shape = shape;
    this.prefix = text.substring(0, shape == Shape.TEXT ? text.length() : firstWildcard(text));
  }

  /** Covers what is the same text, letter by letter. */
  static FilterPattern exactly(String text) {
    return new FilterPattern(text, Shape.TEXT);
  }

  /** A filter by the rules of the standard, which the text has to follow. */
  static FilterPattern of(String text) {
    int wildcard = firstWildcard(text);
    if (wildcard == text.length()) {
      return exactly(text);
    }
    // The level that + demands is always there: no topic is empty, and what is before / is no
    // topic.
    boolean same = text.equals("+/#") || text.equals("/+/#");
    return same || text.charAt(wildcard) == '#'
        ? new FilterPattern(text.substring(0, wildcard) + "#", Shape.SUBTREE)
        : new FilterPattern(text, Shape.WILD);
  }

  private static int firstWildcard(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) != '+' && text.charAt(i) != '#') {
      i++;
    }
    return i;
  }

  /** Whether a Topic Name, or every name that a Topic Filter matches, is matched. */
  boolean covers(String asked) {
    return switch (shape) {
      case EVERYTHING -> true;
      case TEXT -> text.equals(asked);
      case SUBTREE ->
          prefix.isEmpty() ? asked.charAt(0) != '$' : asked.startsWith(prefix) || isParent(asked);
      case WILD -> coversLevels(asked);
    };
  }

  /** Whether {@code a/#} is asked about {@code a}. */
  private boolean isParent(String asked) {
    return asked.length() == prefix.length() - 1 && prefix.startsWith(asked);
  }

  private boolean coversLevels(String asked) {
    if (!asked.startsWith(prefix) || prefix.isEmpty() && asked.charAt(0) == '$') {
      return false;
    }
    int f = prefix.length();
    int a = f;
    while (true) {
      if (isAt('#', text, f)) {
        return true;
      }
      int end = levelEnd(asked, a);
      if (isAt('+', text, f)) {
        if (isAt('#', asked, a)) {
          // /# is the same as /+/#, see of().
          return a == 1 && f + 3 == text.length() && isAt('#', text, f + 2);
        }
        f++;
      } else {
        int filterEnd = levelEnd(text, f);
        if (filterEnd - f != end - a || !text.regionMatches(f, asked, a, end - a)) {
          return false;
        }
        f = filterEnd;
      }
      if (end == asked.length()) {
        return f == text.length() || f + 2 == text.length() && isAt('#', text, f + 1);
      }
      if (f == text.length()) {
        return false;
      }
      f++;
      a = end + 1;
    }
  }

  /** Wildcards stand alone in their level, so one character says it. */
  private static boolean isAt(char wildcard, String filter, int index) {
    return index < filter.length() && filter.charAt(index) == wildcard;
  }

  private static int levelEnd(String text, int start) {
    int slash = text.indexOf('/', start);
    return slash < 0 ? text.length() : slash;
  }

  @Override
  public String toString() {
    return text;
  }
}
