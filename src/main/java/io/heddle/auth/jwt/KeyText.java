package io.heddle.auth.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.heddle.auth.SecretFile;
import io.heddle.auth.WrongFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys: shared secrets, PEM, and JSON Web Key Sets. Errors never show what was read. */
final class KeyText {
  /** HS256 wants as many bytes as its hash has. */
  private static final int SECRET = 32;

  private static final int RSA_BITS = 2048;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private KeyText() {}

  /** The one key that signs and checks. */
  static JWKSet secret(Path file, boolean base64) throws WrongFile {
    byte[] secret = SecretFile.secret(file);
    if (base64) {
      try {
        secret = decoder(secret).decode(secret);
      } catch (IllegalArgumentException e) {
        throw new WrongFile(List.of(file + ": is not base64"));
      }
    }
    if (secret.length < SECRET) {
      throw new WrongFile(
          List.of(
              file
                  + ": a secret of "
                  + secret.length
                  + " bytes; allowed are "
                  + SECRET
                  + " or more"));
    }
    return new JWKSet(new OctetSequenceKey.Builder(secret).build());
  }

  private static Base64.Decoder decoder(byte[] text) {
    boolean url = false;
    for (byte b : text) {
      url |= b == '-' || b == '_';
    }
    return url ? Base64.getUrlDecoder() : Base64.getDecoder();
  }

  /** A JSON Web Key Set, or PEM. */
  static JWKSet file(Path file) throws WrongFile {
    String text = new String(SecretFile.bytes(file), StandardCharsets.UTF_8);
    return text.stripLeading().startsWith("{") ? set(file, text) : pem(file, text);
  }

  private static JWKSet pem(Path file, String text) throws WrongFile {
    Matcher blocks = PEM.matcher(text);
    List<JWK> keys = new ArrayList<>();
    while (blocks.find()) {
      String kind = blocks.group(1);
      try {
        byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
        keys.add(key(kind, der));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new WrongFile(file + ": a " + kind + " that cannot be used: " + reason(e), e);
      }
    }
    if (keys.isEmpty()) {
      throw new WrongFile(List.of(file + ": has neither a PUBLIC KEY nor a CERTIFICATE in PEM"));
    }
    return checked(file.toString(), new JWKSet(keys));
  }

  private static String reason(Exception e) {
    return e instanceof GeneralSecurityException
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }

  private static JWK key(String kind, byte[] der) throws GeneralSecurityException {
    return switch (kind) {
      case "CERTIFICATE" ->
          key(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der))
                  .getPublicKey());
      case "PUBLIC KEY" -> key(publicKey(new X509EncodedKeySpec(der)));
      default -> throw new IllegalArgumentException("allowed are PUBLIC KEY and CERTIFICATE");
    };
  }

  private static PublicKey publicKey(X509EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  private static JWK key(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
      case ECPublicKey ec -> {
        Curve curve = Curve.forECParameterSpec(ec.getParams());
        if (curve == null) {
          throw new IllegalArgumentException("a curve that tokens do not use");
        }
        yield new ECKey.Builder(curve, ec).build();
      }
      default -> throw new IllegalArgumentException("allowed are RSA and EC keys");
    };
  }

  private static JWKSet set(Path file, String text) throws WrongFile {
    return checked(file.toString(), parsed(file.toString(), text));
  }

  private static JWKSet parsed(String where, String text) throws WrongFile {
    try {
      return JWKSet.parse(text);
    } catch (ParseException | IllegalStateException e) {
      // Its message quotes the text.
      throw new WrongFile(List.of(where + ": is no JSON Web Key Set"));
    }
  }

  /**
   * A JSON Web Key Set that somebody serves to everybody: whoever knows a key that signs as well as
   * checks could make tokens.
   */
  static JWKSet published(String where, String text) throws WrongFile {
    List<JWK> open = parsed(where, text).getKeys().stream().filter(KeyText::isPublishable).toList();
    return checked(where, new JWKSet(open).toPublicJWKSet());
  }

  private static boolean isPublishable(JWK key) {
    return key instanceof RSAKey || key instanceof ECKey;
  }

  private static JWKSet checked(String where, JWKSet set) throws WrongFile {
    if (set.isEmpty()) {
      throw new WrongFile(List.of(where + ": has no key that can be used"));
    }
    for (JWK key : set.getKeys()) {
      if (key instanceof RSAKey && key.size() < RSA_BITS) {
        throw new WrongFile(
            List.of(
                where
                    + ": an RSA key of "
                    + key.size()
                    + " bits; allowed are "
                    + RSA_BITS
                    + " or more"));
      }
      if (key instanceof OctetSequenceKey && key.size() < SECRET * Byte.SIZE) {
        throw new WrongFile(
            List.of(
                where
                    + ": a secret of "
                    + key.size() / Byte.SIZE
                    + " bytes; allowed are "
                    + SECRET
                    + " or more"));
      }
    }
    return set;
  }
}
