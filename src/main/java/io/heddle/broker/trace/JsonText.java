package io.heddle.broker.trace;

/** A JSON object that is written: no library need be there for it. Belongs to one thread. */
final class JsonText {
  private final StringBuilder text = new StringBuilder(160).append('{');

  void text(String name, String value) {
    name(name);
    quote(value);
  }

  void number(String name, long value) {
    name(name);
    text.append(value);
  }

  String end() {
    return text.append('}').toString();
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c > '~' && isStrange(c)) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** What would end a line somewhere, or turn the direction of a text on a terminal. */
  private static boolean isStrange(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
