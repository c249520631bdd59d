package io.heddle.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The text of a password file, to be changed: all other lines stay as they are. Immutable. */
public final class PasswordText {
  private final List<String> lines;

  private PasswordText(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** A text as it is in a file; it may have errors. */
  public static PasswordText of(String text) {
    return new PasswordText(text.lines().toList());
  }

  /** Whether a line is about this user. */
  public boolean has(String user) {
    return lines.stream().anyMatch(line -> isAbout(user, line));
  }

  /**
   * The text in which a user has a password: in the place of the first line that was about the
   * user, or at the end.
   */
  public PasswordText with(String user, StoredPassword password) {
    return changed(user, user + ":" + password.text(), !has(user));
  }

  /** The text with a key for salts of strangers, which SCRAM needs; itself when it has one. */
  public PasswordText withDecoyKey(RandomGenerator random) {
    if (lines.stream().anyMatch(DecoyLine::isOne)) {
      return this;
    }
    List<String> result = new ArrayList<>(lines);
    result.add(DecoyLine.make(random));
    return new PasswordText(result);
  }

  /** The text without the lines about a user. */
  public PasswordText without(String user) {
    return changed(user, null, false);
  }

  private PasswordText changed(String user, @Nullable String own, boolean atEnd) {
    List<String> result = new ArrayList<>();
    boolean written = own == null;
    for (String line : lines) {
      if (!isAbout(user, line)) {
        result.add(line);
      } else if (!written && own != null) {
        result.add(own);
        written = true;
      }
    }
    if (atEnd && own != null) {
      result.add(own);
    }
    return new PasswordText(result);
  }

  private static boolean isAbout(String user, String line) {
    PasswordLine parts = PasswordLine.of(line);
    return parts != null && parts.user().equals(user);
  }

  /** The text for a file: every line ends with a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** How many lines it has, and not what is in them. */
  @Override
  public String toString() {
    return lines.size() + " lines";
  }
}
