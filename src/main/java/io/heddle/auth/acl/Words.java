package io.heddle.auth.acl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The words of a line, from the left to the right. Blanks separate them; what stands between double
 * quotes is taken as it is, except that {@code \"} is a quote and {@code \\} a backslash. A word
 * keeps its quotes until somebody takes it off, because a keyword in quotes is none.
 */
final class Words {
  private final Deque<String> left = new ArrayDeque<>();

  Words(String line) throws Mistake {
    int i = 0;
    while (i < line.length()) {
      if (isBlank(line.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < line.length() && !isBlank(line.charAt(i))) {
        i = line.charAt(i) == '"' ? behindQuote(line, i) : i + 1;
      }
      left.add(line.substring(start, i));
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int behindQuote(String line, int start) throws Mistake {
    for (int i = start + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
        if (i < line.length() && line.charAt(i) != '"' && line.charAt(i) != '\\') {
          throw new Mistake(
              "\\" + line.charAt(i) + ": between quotes a backslash stands before \" or \\ only");
        }
      }
    }
    throw new Mistake(line.substring(start) + ": the quote is not closed");
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** The next word as it is written; empty when there is none. */
  String peek() {
    return left.isEmpty() ? "" : left.getFirst();
  }

  /** Takes the next word as it is written. */
  String next() {
    return left.removeFirst();
  }

  /** Takes the words that a comma joins, as one. */
  String nextList() {
    StringBuilder list = new StringBuilder(next());
    // Quotes are closed within a word, so a comma at its rim is outside of them.
    while (!left.isEmpty()
        && (list.charAt(list.length() - 1) == ',' || left.getFirst().charAt(0) == ',')) {
      list.append(next());
    }
    return list.toString();
  }

  /** The parts of a word between commas that are not in quotes, without their quotes. */
  static List<String> split(String word) throws Mistake {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= word.length(); ) {
      if (i < word.length() && word.charAt(i) == '"') {
        i = behindQuote(word, i);
      } else if (i == word.length() || word.charAt(i) == ',') {
        if (i == start) {
          throw new Mistake(word + ": nothing stands before or behind a comma");
        }
        parts.add(unquoted(word.substring(start, i)));
        start = ++i;
      } else {
        i++;
      }
    }
    return parts;
  }

  /** A word without its quotes. */
  static String unquoted(String word) throws Mistake {
    if (word.startsWith("'")) {
      throw new Mistake(word + ": quotes are double here; a name that begins with ' is \"'…\"");
    }
    StringBuilder text = new StringBuilder(word.length());
    boolean quoted = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else {
        text.append(quoted && c == '\\' ? word.charAt(++i) : c);
      }
    }
    return text.toString();
  }
}
