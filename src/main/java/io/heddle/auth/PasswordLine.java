package io.heddle.auth;

import org.jspecify.annotations.Nullable;

/**
 * A line of a password file, split. White space around both parts is no part of them, as in
 * Mosquitto.
 *
 * @param user empty when there is no colon, or nothing before it
 * @param rest what stands behind the first colon; may be a password in plain text, and is not to be
 *     shown
 */
record PasswordLine(String user, String rest) {

  /** The parts of a line; null for a comment or a line with nothing in it. */
  static @Nullable PasswordLine of(String line) {
    String text = (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new PasswordLine("", "")
        : new PasswordLine(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  /** Without what is not to be shown. */
  @Override
  public String toString() {
    return "PasswordLine[" + user + "]";
  }
}
