package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The line {@code $decoy$KEY} of a password file. In SCRAM everybody is told a salt; that of
 * somebody who is not there follows from this key, and so stays the same like that of a user.
 */
final class DecoyLine {
  private static final String BEGIN = "$decoy$";
  private static final int LENGTH = 32;

  private DecoyLine() {}

  /** Whether a line is to be one; a user's has a colon. */
  static boolean isOne(String line) {
    return line.strip().startsWith(BEGIN) && line.indexOf(':') < 0;
  }

  /** A new one. */
  static String make(RandomGenerator random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return BEGIN + Base64.getEncoder().encodeToString(key);
  }

  /** The key of a line; empty when there is none in it. */
  static Bytes key(String line) {
    try {
      byte[] key = Base64.getDecoder().decode(line.strip().substring(BEGIN.length()));
      return key.length == LENGTH ? Bytes.wrap(key) : Bytes.EMPTY;
    } catch (IllegalArgumentException e) {
      return Bytes.EMPTY;
    }
  }
}
