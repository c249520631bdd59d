package io.heddle.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hashes of the JDK. Of PBKDF2 one block is computed, which is all of its 64 bytes; {@code
 * SecretKeyFactory} does the same, but takes characters, and a password in MQTT is bytes.
 */
final class Sha512 implements SlowHash {
  /** The length of every hash here, in bytes. */
  static final int LENGTH = 64;

  private static final String HMAC = "HmacSHA512";
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

  @Override
  public byte[] of(byte[] password, byte[] salt, int rounds) {
    try {
      return rounds == 0 ? once(password, salt) : pbkdf2(password, salt, rounds);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-512", e);
    }
  }

  private static byte[] once(byte[] password, byte[] salt) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    digest.update(password);
    return digest.digest(salt);
  }

  private static byte[] pbkdf2(byte[] password, byte[] salt, int rounds)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    // HMAC fills its key up with zeros, so one zero is the empty key, which the JDK refuses.
    mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, HMAC));
    mac.update(salt);
    mac.update(FIRST_BLOCK);
    byte[] last = mac.doFinal();
    byte[] sum = last.clone();
    for (int round = 1; round < rounds; round++) {
      mac.update(last);
      mac.doFinal(last, 0);
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= last[i];
      }
    }
    return sum;
  }
}
