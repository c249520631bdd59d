package io.heddle.auth.jwt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens and key sets with nothing but the JDK: what is tested has no part in it. */
public final class Signer {
  public static final Signer RSA = new Signer(pair("RSA", ""), new byte[0]);
  public static final Signer SECRET =
      new Signer(
          null,
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
              .getBytes(StandardCharsets.US_ASCII));

  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  final KeyPair pair;
  public final byte[] secret;

  private Signer(KeyPair pair, byte[] secret) {
    this.pair = pair;
    this.secret = secret;
  }

  static Signer rsa() {
    return new Signer(pair("RSA", ""), new byte[0]);
  }

  static Signer ec(String curve) {
    return new Signer(pair("EC", CURVES.get(curve)), new byte[0]);
  }

  static Signer secret(byte[] secret) {
    return new Signer(null, secret);
  }

  /** One that fits an algorithm. */
  static Signer forAlgorithm(String algorithm) {
    return switch (algorithm) {
      case "ES256" -> ec("P-256");
      case "ES384" -> ec("P-384");
      case "ES512" -> ec("P-521");
      default -> algorithm.startsWith("HS") ? SECRET : RSA;
    };
  }

  private static KeyPair pair(String type, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (curve.isEmpty()) {
        generator.initialize(2048);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that says this, in JSON. */
  public String token(String algorithm, String claims) {
    return token(algorithm, "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}", claims);
  }

  String token(String algorithm, String header, String claims) {
    String signed = base64(header) + "." + base64(claims);
    return signed + "." + base64(sign(algorithm, signed.getBytes(StandardCharsets.US_ASCII)));
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] sign(String algorithm, byte[] text) {
    String bits = algorithm.substring(2);
    try {
      if (algorithm.startsWith("HS")) {
        Mac mac = Mac.getInstance("HmacSHA" + bits);
        mac.init(new SecretKeySpec(secret, "HmacSHA" + bits));
        return mac.doFinal(text);
      }
      Signature signature = signature(algorithm.substring(0, 2), bits);
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Signature signature(String family, String bits) throws GeneralSecurityException {
    switch (family) {
      case "RS":
        return Signature.getInstance("SHA" + bits + "withRSA");
      case "ES":
        return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      default:
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String hash = "SHA-" + bits;
        pss.setParameter(
            new PSSParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
        return pss;
    }
  }

  /** The public key, in PEM. */
  String pem() {
    return pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  /** The key as an entry of a JSON Web Key Set. */
  public String jwk(String id) {
    String name = id == null ? "" : ",\"kid\":\"" + id + "\"";
    return "{" + type() + name + "}";
  }

  private String type() {
    PublicKey key = pair == null ? null : pair.getPublic();
    if (key instanceof RSAPublicKey rsa) {
      return "\"kty\":\"RSA\",\"n\":\""
          + number(rsa.getModulus(), 256)
          + "\",\"e\":\""
          + number(rsa.getPublicExponent(), 3)
          + "\"";
    }
    if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      int length = (bits + 7) / 8;
      return "\"kty\":\"EC\",\"crv\":\"P-"
          + bits
          + "\",\"x\":\""
          + number(ec.getW().getAffineX(), length)
          + "\",\"y\":\""
          + number(ec.getW().getAffineY(), length)
          + "\"";
    }
    return "\"kty\":\"oct\",\"k\":\"" + base64(secret) + "\"";
  }

  private static String number(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int more = Math.max(0, signed.length - length);
    int own = signed.length - more;
    System.arraycopy(signed, more, bytes, length - own, own);
    return base64(bytes);
  }

  public static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  /** A key ring with the set of these keys. */
  static KeyRing ring(Path folder, String... keys) throws Exception {
    Path file = Files.createTempFile(folder, "keys", ".json");
    Files.writeString(file, set(keys));
    return KeyRing.file(file);
  }
}
