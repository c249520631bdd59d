package io.heddle.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.mqtt.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that somebody made up, changed, or kept for too long. */
@Timeout(60)
class HostileTokensTest {
  private static final Signer KEY = Signer.RSA;

  @TempDir private Path folder;
  private Jwt jwt;

  @BeforeEach
  void make() throws Exception {
    jwt = Tokens.jwt(Signer.ring(folder, KEY.jwk("k1")), Tokens.options(Tokens.SUBJECT));
  }

  private String refused(String token) {
    return refused(jwt, token);
  }

  private static String refused(Jwt jwt, String token) {
    Authentication.Refused refused =
        assertInstanceOf(Authentication.Refused.class, jwt.authenticate(Tokens.login(token)));
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refused.reason());
    if (token.length() > 40) {
      assertFalse(refused.words().contains(token.substring(20, 30)), refused.words());
    }
    return refused.words();
  }

  private static String rs256(String claims) {
    return KEY.token("RS256", claims);
  }

  @Test
  void nobodyHasSignedIt() {
    for (String none : new String[] {"none", "None", "NONE", "nOnE", "", "null"}) {
      String body =
          Signer.base64("{\"alg\":\"" + none + "\"}") + "." + Signer.base64(Tokens.claims(""));
      refused(body + ".");
      refused(body);
      refused(body + "." + Signer.base64("signature"));
    }
    refused(
        Signer.base64("{}").replace("e30", "eyJ9") + "." + Signer.base64(Tokens.claims("")) + ".");
  }

  @Test
  void aPublicKeyIsNoSecret() {
    byte[] pem = KEY.pem().getBytes(StandardCharsets.US_ASCII);
    byte[] der = KEY.pair.getPublic().getEncoded();
    for (byte[] secret :
        new byte[][] {pem, der, KEY.jwk("k1").getBytes(StandardCharsets.US_ASCII)}) {
      String header = "{\"alg\":\"HS256\",\"kid\":\"k1\"}";
      String words = refused(Signer.secret(secret).token("HS256", header, Tokens.claims("")));
      assertEquals("its token: there is no key for it", words);
    }
  }

  @Test
  void onlyWhatIsAllowed() throws Exception {
    JwtOptions all = Tokens.options(Tokens.SUBJECT);
    JwtOptions one =
        new JwtOptions(
            all.place(), Set.of("PS256"), null, null, Duration.ZERO, true, false, Tokens.SUBJECT);
    Jwt strict = Tokens.jwt(Signer.ring(folder, KEY.jwk("k1")), one);
    assertEquals(
        "its token: its algorithm is not allowed", refused(strict, rs256(Tokens.claims(""))));
    assertEquals(
        Tokens.accepted("alice"),
        strict.authenticate(Tokens.login(KEY.token("PS256", Tokens.claims("")))));
  }

  /** A set may say what a key is for. */
  @Test
  void aKeyForSomethingElse() throws Exception {
    String encryption = KEY.jwk("k1").replace("}", ",\"use\":\"enc\"}");
    String other = KEY.jwk("k2").replace("}", ",\"alg\":\"RS512\"}");
    Jwt own = Tokens.jwt(Signer.ring(folder, encryption, other), Tokens.options(Tokens.SUBJECT));
    refused(own, rs256(Tokens.claims("")));
  }

  @Test
  void changedOnItsWay() {
    String[] parts = rs256(Tokens.claims("")).split("\\.");
    String admin = Signer.base64(Tokens.claims("").replace("alice", "admin"));
    refused(parts[0] + "." + admin + "." + parts[2]);
    refused(Signer.base64("{\"alg\":\"RS512\"}") + "." + parts[1] + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + "." + parts[2].substring(0, 100));
    refused(parts[0] + "." + parts[1] + ".");
    refused(parts[0] + "." + parts[1]);
    refused(parts[0] + ".");
    refused(parts[0] + "..");
    refused(parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2] + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + "." + parts[2] + "\n");
    refused(parts[0] + "." + parts[1] + ".???");
  }

  @Test
  void signedBySomebodyElse() {
    assertEquals(
        "its token: its signature is wrong",
        refused(Signer.rsa().token("RS256", Tokens.claims(""))));
  }

  /** Keys that a token brings, or says where to get. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jwk\":OWN",
        "\"jku\":\"http://127.0.0.1:1/keys\"",
        "\"x5u\":\"http://127.0.0.1:1/cert\"",
        "\"x5c\":[\"AAAA\"]",
        "\"kid\":\"../../../../dev/null\"",
        "\"kid\":\"' UNION SELECT 'x\"",
        "\"kid\":\"k1\\u0000\"",
        "\"kid\":\"\"",
        "\"kid\":7",
        "\"crit\":[\"exp\"],\"exp\":1",
        "\"crit\":[\"unheard-of\"],\"unheard-of\":1",
        "\"typ\":{}",
        "\"alg\":\"none\"",
      })
  void headersThatMeanWell(String more) {
    Signer own = Signer.rsa();
    String header = "{\"alg\":\"RS256\"," + more.replace("OWN", own.jwk(null)) + "}";
    refused(own.token("RS256", header, Tokens.claims("")));
  }

  @Test
  void critIsNotPassedOver() {
    String header = "{\"alg\":\"RS256\",\"crit\":[\"unheard-of\"],\"unheard-of\":1}";
    refused(KEY.token("RS256", header, Tokens.claims("")));
  }

  @Test
  void itsTime() {
    assertEquals(
        "its token: Expired JWT",
        refused(rs256("{\"sub\":\"a\",\"exp\":" + (Tokens.SECONDS - 31) + "}")));
    assertEquals(
        "its token: JWT before use time",
        refused(rs256(Tokens.claims(",\"nbf\":" + (Tokens.SECONDS + 31)))));
    refused(rs256("{\"sub\":\"a\"}"));
    refused(rs256("{\"sub\":\"a\",\"exp\":\"soon\"}"));
    refused(rs256("{\"sub\":\"a\",\"exp\":-1}"));
    refused(rs256("{\"sub\":\"a\",\"exp\":null}"));
    for (String right :
        new String[] {
          "{\"sub\":\"alice\",\"exp\":" + (Tokens.SECONDS - 29) + "}",
          Tokens.claims(",\"nbf\":" + (Tokens.SECONDS + 29))
        }) {
      assertEquals(Tokens.accepted("alice"), jwt.authenticate(Tokens.login(rs256(right))));
    }
  }

  @Test
  void forSomebodyElse() throws Exception {
    JwtOptions all = Tokens.options(Tokens.SUBJECT);
    JwtOptions options =
        new JwtOptions(
            all.place(),
            all.algorithms(),
            "https://id",
            "mqtt",
            all.leeway(),
            true,
            false,
            Tokens.SUBJECT);
    Jwt own = Tokens.jwt(Signer.ring(folder, KEY.jwk("k1")), options);
    String issuer = ",\"iss\":\"https://id\"";
    for (String more :
        new String[] {
          "",
          issuer,
          issuer + ",\"aud\":\"web\"",
          issuer + ",\"aud\":[]",
          issuer + ",\"aud\":7",
          ",\"aud\":\"mqtt\"",
          ",\"aud\":\"mqtt\",\"iss\":\"https://id.example\"",
        }) {
      refused(own, rs256(Tokens.claims(more)));
    }
    for (String audience : new String[] {"\"mqtt\"", "[\"web\",\"mqtt\"]"}) {
      String token = rs256(Tokens.claims(issuer + ",\"aud\":" + audience));
      assertEquals(Tokens.accepted("alice"), own.authenticate(Tokens.login(token)));
    }
  }

  @Test
  void largeAndDeep() {
    String large = "x".repeat(40_000);
    assertEquals(
        Tokens.accepted("alice"),
        jwt.authenticate(Tokens.login(rs256(Tokens.claims(",\"more\":\"" + large + "\"")))));
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    refused(rs256(Tokens.claims(",\"more\":" + deep)));
    refused(KEY.token("RS256", "{\"alg\":\"RS256\",\"more\":" + deep + "}", Tokens.claims("")));
    refused("eyJ" + "A".repeat(60_000) + "..");
    refused("eyJ" + ".".repeat(60_000));
  }

  @Test
  void claimsThatAreNone() {
    for (String claims :
        new String[] {"", "[]", "7", "\"a\"", "null", "{", "{}{}", "{\"sub\":\"a\"", "\u0000"}) {
      refused(rs256(claims));
    }
    for (String sub : new String[] {"[\"a\"]", "{}", "\"\"", "null", "true"}) {
      refused(rs256("{\"sub\":" + sub + ",\"exp\":" + (Tokens.SECONDS + 60) + "}"));
    }
  }

  @Test
  void whatLooksLikeNoTokenIsForOthers() {
    for (String password :
        new String[] {null, "", "wonder land", "a.b.c", "eyJ", "eyJhbGciOiJub25lIn0", "."}) {
      assertEquals(new Authentication.Unknown(), jwt.authenticate(Tokens.login(password)));
    }
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String token = rs256(Tokens.claims(""));
    int refused = 0;
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'B' ? 'Z' : 'B';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      Authentication answer = jwt.authenticate(Tokens.login(changed));
      assertFalse(answer instanceof Authentication.Accepted, () -> "a change was not noticed");
      refused++;
    }
    assertTrue(refused > 50);
  }
}
