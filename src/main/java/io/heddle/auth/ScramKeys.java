package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * What SCRAM (RFC 5802) keeps of a password: enough to check a client that knows the password, and
 * to show it that the server knew it, too. Nobody can log in with it by SCRAM who has the file
 * alone; a plain password can be checked by it. Immutable.
 *
 * @param rounds of PBKDF2, {@value #FEWEST_ROUNDS} to {@value StoredPassword#MOST_ROUNDS}
 * @param storedKey the hash of the key by which a client proves itself
 * @param serverKey the key by which the server proves itself
 */
public record ScramKeys(Sha sha, int rounds, Bytes salt, Bytes storedKey, Bytes serverKey)
    implements StoredPassword {
  /** What RFC 7677 demands at least. */
  public static final int FEWEST_ROUNDS = 4096;

  /**
   * Clients compute them at every login, small devices among them: a moment on a microcontroller,
   * and yet some times the least.
   */
  public static final int USUAL_ROUNDS = 15_000;

  /** The length of a salt that is made here, in bytes. */
  private static final int SALT_LENGTH = 16;

  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  /**
   * The keys of a new password, with a salt of its own.
   *
   * @throws IllegalArgumentException when SCRAM does not allow such a password; the message says
   *     why, as in "the password is not UTF-8"
   */
  public static ScramKeys make(Sha sha, byte[] password, int rounds, RandomGenerator random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    String prepared = SaslPrep.of(password);
    return of(sha, SlowHash.REAL.of(sha, bytes(prepared), salt, rounds), rounds, salt);
  }

  private static ScramKeys of(Sha sha, byte[] salted, int rounds, byte[] salt) {
    return new ScramKeys(
        sha,
        rounds,
        Bytes.wrap(salt),
        Bytes.wrap(storedKey(sha, salted)),
        Bytes.wrap(sha.hmac(salted, SERVER_KEY)));
  }

  private static byte[] storedKey(Sha sha, byte[] salted) {
    return sha.digest(sha.hmac(salted, CLIENT_KEY));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * How SCRAM writes a name, which is how a client will send it (RFC 4013).
   *
   * @throws IllegalArgumentException when it allows no such name; the message says why, as in "has
   *     control characters"
   */
  public static String name(String user) {
    return SaslPrep.of(user);
  }

  /** Reads {@code ROUNDS$SALT$STORED$SERVER}, all but the first in Base64. */
  static ScramKeys parse(Sha sha, String[] parts) {
    Texts.count(parts, 4);
    Bytes salt = Texts.salt(parts[1]);
    if (salt.isEmpty()) {
      throw new IllegalArgumentException("an empty salt");
    }
    return new ScramKeys(
        sha,
        Texts.rounds(parts[0], FEWEST_ROUNDS),
        salt,
        Texts.hash(parts[2], sha),
        Texts.hash(parts[3], sha));
  }

  /** What a new user has, but for the keys. */
  static ScramKeys usual(Sha sha) {
    Bytes zeros = Bytes.wrap(new byte[sha.length()]);
    return new ScramKeys(sha, USUAL_ROUNDS, Bytes.wrap(new byte[SALT_LENGTH]), zeros, zeros);
  }

  /** Those of a user whom nobody knows, with this salt; no password matches them. */
  ScramKeys decoy(Bytes otherSalt) {
    Bytes zeros = Bytes.wrap(new byte[sha.length()]);
    return new ScramKeys(sha, rounds, otherSalt, zeros, zeros);
  }

  @Override
  public StoredPassword decoy() {
    return decoy(Bytes.wrap(new byte[salt.length()]));
  }

  /** What SCRAM does not allow is nobody's password, but costs as much. */
  @Override
  public boolean matches(byte[] password, SlowHash slow) {
    byte[] prepared = {};
    boolean allowed = true;
    try {
      prepared = bytes(SaslPrep.of(password));
    } catch (IllegalArgumentException e) {
      allowed = false;
    }
    byte[] own = storedKey(sha, slow.of(sha, prepared, salt.toArray(), rounds));
    return MessageDigest.isEqual(own, storedKey.toArray()) && allowed;
  }

  /** The name of the method that it is for. */
  public String method() {
    return "SCRAM-SHA-" + sha.bits();
  }

  @Override
  public String text() {
    return "$scram-sha-" + sha.bits() + "$" + rounds + Texts.encoded(salt, storedKey, serverKey);
  }

  /** Without salt and keys: they are for nobody's log. */
  @Override
  public String toString() {
    return "ScramKeys[" + method() + ", " + rounds + " rounds]";
  }
}
