package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a password, in the formats of Mosquitto's password files. Immutable.
 *
 * @param rounds of PBKDF2, 1 to {@value #MOST_ROUNDS}; 0 for a single SHA-512
 * @param salt that was mixed in
 * @param hash of password and salt, 64 bytes
 */
public record PasswordHash(int rounds, Bytes salt, Bytes hash) {
  /** What OWASP advises for PBKDF2 with HMAC-SHA512; about a fifth of a second of one core. */
  public static final int USUAL_ROUNDS = 210_000;

  /** More would keep a thread busy for tens of seconds, and is a mistake. */
  static final int MOST_ROUNDS = 10_000_000;

  /** No other length is read by Mosquitto 2.0; 96 bits of chance are unlikely to come twice. */
  static final int SALT_LENGTH = 12;

  private static final Pattern PBKDF2 = Pattern.compile("\\$7\\$([^$]*)\\$([^$]*)\\$([^$]*)");
  private static final Pattern SINGLE = Pattern.compile("\\$6\\$([^$]*)\\$([^$]*)");
  private static final Pattern OTHER = Pattern.compile("\\$([A-Za-z0-9-]{1,16})\\$.*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  /** The hash of a new password, with a salt of its own. */
  public static PasswordHash make(byte[] password, int rounds, RandomGenerator random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] hash = new Sha512().of(password, salt, rounds);
    return new PasswordHash(rounds, Bytes.wrap(salt), Bytes.wrap(hash));
  }

  /**
   * Reads {@code $7$ROUNDS$SALT$HASH} or {@code $6$SALT$HASH}, salt and hash in Base64.
   *
   * @throws IllegalArgumentException when it is neither; the message shows nothing of the text,
   *     which may be a password
   */
  static PasswordHash parse(String text) {
    Matcher pbkdf2 = PBKDF2.matcher(text);
    if (pbkdf2.matches()) {
      return new PasswordHash(
          rounds(pbkdf2.group(1)), salt(pbkdf2.group(2)), hash(pbkdf2.group(3)));
    }
    Matcher single = SINGLE.matcher(text);
    if (single.matches()) {
      return new PasswordHash(0, salt(single.group(1)), hash(single.group(2)));
    }
    Matcher other = OTHER.matcher(text);
    if (other.matches()) {
      String kind = other.group(1);
      throw new IllegalArgumentException(
          kind.equals("6") || kind.equals("7")
              ? "a hash that is cut off or has too many parts"
              : "a hash of the kind $" + kind + "$, and only $7$ and $6$ can be read");
    }
    throw new IllegalArgumentException(text.isEmpty() ? "no password" : "a password in plain text");
  }

  private static int rounds(String text) {
    int rounds = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "a hash whose number of iterations is not from 1 to " + MOST_ROUNDS);
    }
    return rounds;
  }

  private static Bytes salt(String text) {
    return decoded(text, "salt");
  }

  private static Bytes hash(String text) {
    Bytes hash = decoded(text, "hash");
    if (hash.length() != Sha512.LENGTH) {
      throw new IllegalArgumentException("a hash that is not " + Sha512.LENGTH + " bytes long");
    }
    return hash;
  }

  private static Bytes decoded(String text, String what) {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      // Without its message, which shows characters of the text.
      throw new IllegalArgumentException("a " + what + " that is not Base64");
    }
  }

  /** Whether it is that of this password; how long it takes says nothing of where they differ. */
  boolean matches(byte[] password, SlowHash slow) {
    return MessageDigest.isEqual(slow.of(password, salt.toArray(), rounds), hash.toArray());
  }

  /** How it stands in a file. */
  public String text() {
    Base64.Encoder encoder = Base64.getEncoder();
    String end =
        encoder.encodeToString(salt.toArray()) + "$" + encoder.encodeToString(hash.toArray());
    return rounds == 0 ? "$6$" + end : "$7$" + rounds + "$" + end;
  }

  /** Without salt and hash: they are for nobody's log. */
  @Override
  public String toString() {
    return "PasswordHash[" + rounds + " rounds]";
  }
}
