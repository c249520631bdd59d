package io.heddle.connection;

/**
 * Texts that came from a client, as people may see them: bounded, on one line, and without what
 * would move a terminal's cursor or turn the direction of the text.
 */
final class Printable {
  private Printable() {}

  /**
   * The text with what cannot be shown escaped as in Java, and with the end left out that is beyond
   * so many characters.
   */
  static String of(String text, int most) {
    if (text.length() <= most && text.codePoints().allMatch(Printable::isPlain)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(most).forEach(point -> append(shown, point));
    return text.codePointCount(0, text.length()) > most
        ? shown.append('…').toString()
        : shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    if (isPlain(point)) {
      shown.appendCodePoint(point);
      return;
    }
    switch (point) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      case '"', '\\' -> shown.append('\\').append((char) point);
      default -> {
        for (char unit : Character.toChars(point)) {
          shown.append(String.format("\\u%04X", (int) unit));
        }
      }
    }
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> point != '"' && point != '\\';
    };
  }
}
