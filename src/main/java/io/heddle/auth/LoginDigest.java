package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A fast keyed hash of what a client says, under a key that is made anew with each broker and never
 * leaves its memory. Safe for use by any thread.
 */
public final class LoginDigest {
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_LENGTH = 32;

  private final SecretKeySpec key;

  /**
   * Under a new key.
   *
   * @param random what nobody can guess
   */
  public LoginDigest(RandomGenerator random) {
    byte[] bytes = new byte[KEY_LENGTH];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, HMAC);
  }

  /** That of a user name and a password: other ones have another. */
  Bytes of(String user, byte[] password) {
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    // The length keeps "ab" with "c" apart from "a" with "bc".
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array();
    return Bytes.wrap(hash(length, name, password));
  }

  /** That of all that a client says, as one text. */
  public Bytes of(String said) {
    return Bytes.wrap(hash(said.getBytes(StandardCharsets.UTF_8)));
  }

  /** A number that follows from a user name. */
  long chance(String user) {
    return ByteBuffer.wrap(hash(user.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private byte[] hash(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
