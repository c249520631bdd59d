package io.heddle.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.heddle.api.Authentication;
import io.heddle.mqtt.ReasonCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every algorithm, with tokens that the JDK signed. */
@Timeout(60)
class AlgorithmsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
        "ES384", "ES512"
      })
  void eachWithItsKey(String algorithm) throws Exception {
    Signer signer = Signer.forAlgorithm(algorithm);
    KeyRing ring = Signer.ring(folder, Signer.rsa().jwk("other"), signer.jwk("k"));
    Jwt jwt = Tokens.jwt(ring, Tokens.options(Tokens.SUBJECT));
    String token = signer.token(algorithm, Tokens.claims(""));
    assertEquals(Tokens.accepted("alice"), jwt.authenticate(Tokens.login(token)));

    String other = token.substring(0, token.length() - 4) + "AAAA";
    Authentication answer = jwt.authenticate(Tokens.login(other));
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        assertInstanceOf(Authentication.Refused.class, answer).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void keysInPem(String algorithm) throws Exception {
    Signer signer = Signer.forAlgorithm(algorithm);
    Path file = Files.writeString(folder.resolve("key.pem"), signer.pem());
    Jwt jwt = Tokens.jwt(KeyRing.file(file), Tokens.options(Tokens.SUBJECT));
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"whatever\"}";
    String token = signer.token(algorithm, header, Tokens.claims(""));
    assertEquals(Tokens.accepted("alice"), jwt.authenticate(Tokens.login(token)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void aSecretInAFile(String algorithm) throws Exception {
    byte[] secret = Signer.SECRET.secret;
    Path plain = Files.write(folder.resolve("secret"), secret);
    Files.writeString(plain, Files.readString(plain) + "\n");
    Path base64 = Files.writeString(folder.resolve("base64"), Signer.base64(secret) + "\n");
    String token = Signer.SECRET.token(algorithm, Tokens.claims(""));
    for (KeyRing ring : Set.of(KeyRing.secret(plain, false), KeyRing.secret(base64, true))) {
      Jwt jwt = Tokens.jwt(ring, Tokens.options(Tokens.SUBJECT));
      assertEquals(Tokens.accepted("alice"), jwt.authenticate(Tokens.login(token)));
    }
  }
}
