package io.heddle.spec;

import io.heddle.mqtt.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of one SCRAM exchange, with nothing but the JDK's own functions. */
public final class ScramProof {
  private final int bits;
  private final String password;
  private final String header;
  private final String bare;
  private String said = "";
  private byte[] salted = {};

  /** One with SHA-256, without channel binding. */
  public ScramProof(String user, String password, String nonce) {
    this(256, "n,,", user, password, nonce);
  }

  /**
   * Any.
   *
   * @param bits of the hash
   * @param header the beginning of the first message, up to the second comma
   * @param user as it is written in SCRAM
   */
  public ScramProof(int bits, String header, String user, String password, String nonce) {
    this.bits = bits;
    this.header = header;
    this.password = password;
    this.bare = "n=" + user + ",r=" + nonce;
  }

  /** The first message. */
  public Bytes first() {
    return Bytes.utf8(header + bare);
  }

  /** The second message, to what the server answered. */
  public Bytes last(Bytes challenge) {
    return last(challenge, challenge.text().split(",")[0]);
  }

  /** The second message with another nonce, such as {@code r=x}. */
  public Bytes last(Bytes challenge, String nonce) {
    Map<Character, String> values = new HashMap<>();
    for (String part : challenge.text().split(",")) {
      values.put(part.charAt(0), part.substring(2));
    }
    byte[] salt = Base64.getDecoder().decode(values.get('s'));
    salted = pbkdf2(salt, Integer.parseInt(values.get('i')));
    String withoutProof = "c=" + base64(bytes(header)) + "," + nonce;
    said = bare + "," + challenge.text() + "," + withoutProof;
    byte[] proof = hmac(salted, "Client Key");
    byte[] signature = hmac(digest(proof), said);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= signature[i];
    }
    return Bytes.utf8(withoutProof + ",p=" + base64(proof));
  }

  /** Whether the server has shown that it knows the password, too. */
  public boolean isAnsweredBy(Bytes last) {
    byte[] expected = hmac(hmac(salted, "Server Key"), said);
    return last.text().equals("v=" + base64(expected));
  }

  private byte[] pbkdf2(byte[] salt, int rounds) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + bits)
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, bits))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA" + bits);
      mac.init(new SecretKeySpec(key, "RAW"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-" + bits).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
