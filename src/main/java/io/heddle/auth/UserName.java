package io.heddle.auth;

import java.nio.charset.StandardCharsets;

/** Which user names can stand in a password file. */
public final class UserName {
  /** What an MQTT string can hold, in bytes. */
  private static final int MOST = 65_535;

  private UserName() {}

  /** What is wrong with a name, to be put behind "the user name "; empty when it is right. */
  public static String problem(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.indexOf(':') >= 0) {
      return "has a colon, which ends a name in the file";
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return "has control characters";
    }
    if (name.indexOf('\uFFFD') >= 0) {
      return "has characters that cannot be read here; a locale with UTF-8 may help";
    }
    if (!name.equals(name.strip())) {
      return "begins or ends with white space";
    }
    if (name.startsWith("#")) {
      return "begins with #, which makes a line a comment";
    }
    return name.getBytes(StandardCharsets.UTF_8).length > MOST
        ? "is longer than " + MOST + " bytes"
        : "";
  }
}
