package io.heddle.auth.acl;

import java.util.List;

/** What is wrong with a line of a file: the word, and what is allowed. */
final class Mistake extends Exception {
  private static final long serialVersionUID = 1L;

  Mistake(String words) {
    super(words);
  }

  /** That a word is not among those that may stand there. */
  static Mistake unknown(String kind, String word, List<String> allowed) {
    String nearest = Nearest.of(word, allowed);
    return new Mistake(
        word
            + ": no such "
            + kind
            + (nearest == null ? "" : "; the nearest is " + nearest)
            + "; allowed "
            + (allowed.size() == 1 ? "is " : "are ")
            + String.join(", ", allowed));
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
