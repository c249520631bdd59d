package io.heddle.transport.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Private keys from the blocks of PEM files, in every form that OpenSSL writes. The JDK reads
 * PKCS#8 alone, so the older forms are wrapped in it.
 */
final class PrivateKeys {
  private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};

  /** The object identifier of RSA keys, and the NULL that are its parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  /** The object identifier of keys on elliptic curves. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  /** The tag of the parameters in a key of SEC 1: the curve. */
  private static final int CURVE = 0xa0;

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private PrivateKeys() {}

  /**
   * The private key in this block.
   *
   * @param file for error messages
   * @param password of the key, or null when there is none
   */
  static PrivateKey of(Path file, Pem block, @Nullable String password) throws TlsSetupException {
    String cipher = block.cipher();
    byte[] bytes =
        cipher == null
            ? block.bytes()
            : OldEncryption.of(file, cipher).decrypted(block.bytes(), password);
    return switch (block.type()) {
      case "PRIVATE KEY" -> pkcs8(file, bytes);
      case "RSA PRIVATE KEY" -> pkcs8(file, fromPkcs1(bytes));
      case "EC PRIVATE KEY" -> pkcs8(file, fromSec1(file, bytes));
      case "ENCRYPTED PRIVATE KEY" -> pkcs8(file, decrypted(file, bytes, password));
      default ->
          throw new TlsSetupException(
              file + ": it holds a " + block.type() + "; an RSA, EC or Ed25519 key is needed");
    };
  }

  private static PrivateKey pkcs8(Path file, byte[] der) throws TlsSetupException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException notThis) {
        // the next one may know it
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("a JDK without " + algorithm, e);
      }
    }
    throw new TlsSetupException(
        file + ": its private key is damaged, or neither RSA nor EC nor Ed25519");
  }

  private static byte[] fromPkcs1(byte[] key) {
    return Der.element(
        Der.SEQUENCE,
        VERSION_0,
        Der.element(Der.SEQUENCE, RSA),
        Der.element(Der.OCTET_STRING, key));
  }

  private static byte[] fromSec1(Path file, byte[] key) throws TlsSetupException {
    return Der.element(
        Der.SEQUENCE,
        VERSION_0,
        Der.element(Der.SEQUENCE, EC, curve(file, key)),
        Der.element(Der.OCTET_STRING, key));
  }

  private static byte[] curve(Path file, byte[] key) throws TlsSetupException {
    try {
      Der fields = Der.of(key).enter(Der.SEQUENCE);
      fields.enter(Der.INTEGER);
      fields.enter(Der.OCTET_STRING);
      return fields.enter(CURVE).rest();
    } catch (IllegalArgumentException e) {
      throw new TlsSetupException(
          file + ": its EC PRIVATE KEY is damaged or does not name its curve", e);
    }
  }

  private static byte[] decrypted(Path file, byte[] der, @Nullable String password)
      throws TlsSetupException {
    if (password == null) {
      throw missingPassword(file);
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      return info.getKeySpec(cipher(info, password)).getEncoded();
    } catch (BadPaddingException | InvalidKeyException | InvalidKeySpecException e) {
      throw wrongPassword(file, e);
    } catch (IOException | GeneralSecurityException e) {
      throw unknownCipher(file, String.valueOf(e.getMessage()), e);
    }
  }

  static TlsSetupException missingPassword(Path file) {
    return new TlsSetupException(file + ": its private key is encrypted; a password is needed");
  }

  static TlsSetupException wrongPassword(Path file, Exception cause) {
    return new TlsSetupException(file + ": the password of its private key is wrong", cause);
  }

  static TlsSetupException unknownCipher(Path file, String cipher, Exception cause) {
    return new TlsSetupException(
        file
            + ": its private key is encrypted in a way that is not known here ("
            + cipher
            + "); convert it: openssl pkcs8 -topk8 -v2 aes256 -in "
            + file
            + " -out new.key",
        cause);
  }

  private static Cipher cipher(EncryptedPrivateKeyInfo info, String password)
      throws GeneralSecurityException {
    AlgorithmParameters parameters = info.getAlgParameters();
    if (parameters == null) {
      throw new NoSuchAlgorithmException(info.getAlgName());
    }
    // Of PBES2 the name says only that it is PBES2; which one it is say its parameters.
    boolean pbes2 = parameters.getAlgorithm().equals("PBES2");
    String name = pbes2 ? parameters.toString() : info.getAlgName();
    Cipher cipher = Cipher.getInstance(name);
    PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
    cipher.init(
        Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(secret), parameters);
    secret.clearPassword();
    return cipher;
  }
}
