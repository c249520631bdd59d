package io.heddle.auth.acl;

/**
 * A line of a file that is neither empty nor a comment.
 *
 * @param number of the line, the first being 1
 * @param text without the blanks around it
 */
record SourceLine(String file, int number, String text) {
  /** Where it is. */
  String place() {
    return file + ":" + number;
  }

  /** What a rule of this line is called. */
  String rule() {
    return place() + ": " + text;
  }

  /** The first word. */
  String keyword() {
    return text.split("[ \t]", 2)[0];
  }

  /** What follows the first word; empty when nothing does. */
  String rest() {
    return text.substring(keyword().length()).strip();
  }
}
