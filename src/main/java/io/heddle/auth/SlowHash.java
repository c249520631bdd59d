package io.heddle.auth;

/** Makes of a password what a file keeps of it. Safe for use by any thread. */
@FunctionalInterface
interface SlowHash {
  /** The real one. */
  SlowHash REAL =
      (sha, password, salt, rounds) ->
          rounds == 0 ? sha.digest(password, salt) : sha.pbkdf2(password, salt, rounds);

  /**
   * As many bytes as the hash has, which follow from password and salt.
   *
   * @param rounds how often it is hashed, at least 1: PBKDF2 with its HMAC; or 0: hashed once
   */
  byte[] of(Sha sha, byte[] password, byte[] salt, int rounds);
}
