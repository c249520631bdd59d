package io.heddle.builtin;

import io.heddle.api.Client;
import org.jspecify.annotations.Nullable;

/**
 * Puts a client's names into a topic or filter: {@code %u}, the user name, and {@code %c}, the
 * Client Identifier, each alone in its level.
 */
final class Names {
  private static final String USER = "%u";
  private static final String CLIENT = "%c";

  private Names() {}

  /** What is wrong with a text that names are to be put in; empty when it is right. */
  static String problem(String text) {
    for (String level : text.split("/", -1)) {
      if (level.length() > 2 && (level.contains(USER) || level.contains(CLIENT))) {
        return level + ": %u (user name) and %c (client identifier) stand alone in their level";
      }
    }
    return "";
  }

  /**
   * The text with the names. Null when there is no user name, or a name that could make more of the
   * text than was meant: it is empty, has a {@code +}, {@code #} or {@code /}, or would make the
   * text begin with {@code $}.
   */
  static @Nullable String fill(String text, Client client) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    String[] levels = text.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean user = levels[i].equals(USER);
      if (user || levels[i].equals(CLIENT)) {
        String name = user ? client.userName() : client.clientId();
        if (name == null || !isHarmless(name, i == 0)) {
          return null;
        }
        levels[i] = name;
      }
    }
    return String.join("/", levels);
  }

  private static boolean isHarmless(String name, boolean first) {
    return !name.isEmpty()
        && name.chars().noneMatch(c -> c == '+' || c == '#' || c == '/' || c == 0)
        && !(first && name.charAt(0) == '$');
  }
}
