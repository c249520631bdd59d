package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * A hash of a password with SHA-512, in the formats of Mosquitto's password files. Immutable.
 *
 * @param rounds of PBKDF2, 1 to {@value StoredPassword#MOST_ROUNDS}; 0 for a single SHA-512
 * @param salt that was mixed in
 * @param hash of password and salt, 64 bytes
 */
public record PasswordHash(int rounds, Bytes salt, Bytes hash) implements StoredPassword {
  /** What OWASP advises for PBKDF2 with HMAC-SHA512; about a fifth of a second of one core. */
  public static final int USUAL_ROUNDS = 210_000;

  /** No other length is read by Mosquitto 2.0; 96 bits of chance are unlikely to come twice. */
  static final int SALT_LENGTH = 12;

  /** The hash of a new password, with a salt of its own. */
  public static PasswordHash make(byte[] password, int rounds, RandomGenerator random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    byte[] hash = SlowHash.REAL.of(Sha.SHA_512, password, salt, rounds);
    return new PasswordHash(rounds, Bytes.wrap(salt), Bytes.wrap(hash));
  }

  /** Of a user whom nobody knows. */
  static PasswordHash nobodys(int rounds) {
    return new PasswordHash(
        rounds, Bytes.wrap(new byte[SALT_LENGTH]), Bytes.wrap(new byte[Sha.SHA_512.length()]));
  }

  /** Reads {@code $7$ROUNDS$SALT$HASH} or {@code $6$SALT$HASH}, salt and hash in Base64. */
  static PasswordHash parse(String kind, String[] parts) {
    if (kind.equals("6")) {
      Texts.count(parts, 2);
      return new PasswordHash(0, Texts.salt(parts[0]), Texts.hash(parts[1], Sha.SHA_512));
    }
    Texts.count(parts, 3);
    return new PasswordHash(
        Texts.rounds(parts[0], 1), Texts.salt(parts[1]), Texts.hash(parts[2], Sha.SHA_512));
  }

  @Override
  public Sha sha() {
    return Sha.SHA_512;
  }

  @Override
  public boolean matches(byte[] password, SlowHash slow) {
    return MessageDigest.isEqual(
        slow.of(Sha.SHA_512, password, salt.toArray(), rounds), hash.toArray());
  }

  @Override
  public StoredPassword decoy() {
    return nobodys(rounds);
  }

  @Override
  public String text() {
    return (rounds == 0 ? "$6" : "$7$" + rounds) + Texts.encoded(salt, hash);
  }

  /** Without salt and hash: they are for nobody's log. */
  @Override
  public String toString() {
    return "PasswordHash[" + rounds + " rounds]";
  }
}
