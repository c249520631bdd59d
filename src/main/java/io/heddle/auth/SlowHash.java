package io.heddle.auth;

/** Makes of a password what a file keeps of it. Safe for use by any thread. */
@FunctionalInterface
interface SlowHash {
  /**
   * 64 bytes that follow from password and salt.
   *
   * @param rounds how often it is hashed, at least 1: PBKDF2 with HMAC-SHA512; or 0: SHA-512 once
   */
  byte[] of(byte[] password, byte[] salt, int rounds);
}
