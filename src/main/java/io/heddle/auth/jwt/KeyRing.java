package io.heddle.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.SecretJWK;
import io.heddle.auth.WrongFile;
import java.nio.file.Path;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that signatures are checked with. Immutable. */
public final class KeyRing {
  private final JWKSet set;

  private KeyRing(JWKSet set) {
    this.set = set;
  }

  /**
   * A file with one shared secret.
   *
   * @param base64 whether the secret is written so, in either alphabet
   * @throws WrongFile when there is none, or it is too short
   */
  public static KeyRing secret(Path file, boolean base64) throws WrongFile {
    return new KeyRing(KeyText.secret(file, base64));
  }

  /**
   * A file with public keys or certificates in PEM, or with a JSON Web Key Set.
   *
   * @throws WrongFile when there is no key in it, or one that is too weak
   */
  public static KeyRing file(Path file) throws WrongFile {
    return new KeyRing(KeyText.file(file));
  }

  /** A JSON Web Key Set that everybody can read. */
  static KeyRing published(String where, String text) throws WrongFile {
    return new KeyRing(KeyText.published(where, text));
  }

  /** Whether there is a key with this name, or one without a name. */
  boolean hasFor(@Nullable String id) {
    return set.getKeys().stream().anyMatch(key -> isFor(key, id));
  }

  private static boolean isFor(JWK key, @Nullable String id) {
    return id == null || key.getKeyID() == null || key.getKeyID().equals(id);
  }

  /**
   * The keys that a token with this header may be signed with. Their type follows from the
   * algorithm, so a public key is never taken for a shared secret. Nothing in the header brings a
   * key of its own.
   */
  List<Key> candidates(JWSHeader header) {
    // A matcher compares names strictly; keys in PEM have none.
    JWKMatcher matcher = JWKMatcher.forJWSHeader(new JWSHeader.Builder(header).keyID(null).build());
    List<Key> keys = new ArrayList<>();
    for (JWK key : set.getKeys()) {
      if (matcher != null && isFor(key, header.getKeyID()) && matcher.matches(key)) {
        keys.add(key(key));
      }
    }
    return keys;
  }

  private static Key key(JWK key) {
    try {
      return switch (key) {
        case AsymmetricJWK pair -> pair.toPublicKey();
        case SecretJWK secret -> secret.toSecretKey();
        default -> throw new IllegalStateException("a key of a kind that is not read");
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("a key that was read cannot be used", e);
    }
  }

  /** How many there are. */
  public int size() {
    return set.size();
  }
}
