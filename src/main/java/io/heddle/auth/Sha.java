package io.heddle.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hash functions for passwords, from the JDK. */
public enum Sha {
  SHA_256(32),
  SHA_512(64);

  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

  private final int length;

  Sha(int length) {
    this.length = length;
  }

  /** The length of every hash in bytes. */
  public int length() {
    return length;
  }

  /** The number of its bits. */
  public int bits() {
    return Byte.SIZE * length;
  }

  /** The hash of all parts, one behind the other. */
  public byte[] digest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-" + bits());
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The HMAC of a text. */
  public byte[] hmac(byte[] key, byte[] text) {
    try {
      return mac(key).doFinal(text);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * PBKDF2 with the HMAC. One block is computed, which is all of a hash; {@code SecretKeyFactory}
   * does the same, but takes characters, and a password in MQTT is bytes.
   */
  byte[] pbkdf2(byte[] password, byte[] salt, int rounds) {
    try {
      Mac mac = mac(password);
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
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private Mac mac(byte[] key) throws GeneralSecurityException {
    String name = "HmacSHA" + bits();
    Mac mac = Mac.getInstance(name);
    // HMAC fills its key up with zeros, so one zero is the empty key, which the JDK refuses.
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
    return mac;
  }

  private IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("this Java has no SHA-" + bits(), e);
  }
}
