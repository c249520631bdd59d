package io.heddle.transport.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The way in which OpenSSL encrypted private keys before PKCS#8: headers in the PEM block name the
 * cipher and its first block, and the key of the cipher is made of the password with MD5. That is
 * fast to guess; the key is read all the same, as it is where it would lie unencrypted otherwise.
 *
 * @param file for error messages
 * @param cipher for the JDK
 * @param keyLength bytes of the key of the cipher
 * @param first the block before the first one, of which a part is the salt
 */
record OldEncryption(Path file, String cipher, int keyLength, IvParameterSpec first) {
  private static final int SALT = 8;

  /**
   * Reads the header.
   *
   * @param header such as {@code AES-256-CBC,} and hexadecimal digits
   */
  static OldEncryption of(Path file, String header) throws TlsSetupException {
    String[] parts = header.split(",", 2);
    String name = parts[0].strip().toUpperCase(Locale.ROOT);
    try {
      IvParameterSpec first =
          new IvParameterSpec(HexFormat.of().parseHex(parts.length < 2 ? "" : parts[1].strip()));
      return switch (name) {
        case "AES-128-CBC" -> new OldEncryption(file, "AES", 16, first);
        case "AES-192-CBC" -> new OldEncryption(file, "AES", 24, first);
        case "AES-256-CBC" -> new OldEncryption(file, "AES", 32, first);
        case "DES-EDE3-CBC" -> new OldEncryption(file, "DESede", 24, first);
        default -> throw new IllegalArgumentException(name);
      };
    } catch (IllegalArgumentException unknown) {
      throw PrivateKeys.unknownCipher(file, name.isEmpty() ? "no DEK-Info" : name, unknown);
    }
  }

  /** What was encrypted, which is a sequence in DER. */
  byte[] decrypted(byte[] bytes, @Nullable String password) throws TlsSetupException {
    if (password == null) {
      throw PrivateKeys.missingPassword(file);
    }
    try {
      Cipher reading = Cipher.getInstance(cipher + "/CBC/PKCS5Padding");
      SecretKeySpec key = new SecretKeySpec(key(password), cipher);
      reading.init(Cipher.DECRYPT_MODE, key, first);
      byte[] plain = reading.doFinal(bytes);
      // One wrong password in 256 looks right to the cipher.
      Der.of(plain).enter(Der.SEQUENCE);
      return plain;
    } catch (BadPaddingException | IllegalBlockSizeException | IllegalArgumentException e) {
      throw PrivateKeys.wrongPassword(file, e);
    } catch (GeneralSecurityException e) {
      throw PrivateKeys.unknownCipher(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Each digest is of the one before it, the password and the salt; a key may need two. */
  private byte[] key(String password) throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] secret = password.getBytes(StandardCharsets.UTF_8);
    byte[] salt = first.getIV();
    byte[] key = new byte[keyLength];
    byte[] digest = {};
    for (int at = 0; at < keyLength; at += digest.length) {
      md5.update(digest);
      md5.update(secret);
      md5.update(salt, 0, Math.min(SALT, salt.length));
      digest = md5.digest();
      System.arraycopy(digest, 0, key, at, Math.min(digest.length, keyLength - at));
    }
    Arrays.fill(secret, (byte) 0);
    return key;
  }
}
