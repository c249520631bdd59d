package io.heddle.auth;

import static io.heddle.auth.GoldenLines.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

/** The formats of the file, and the hashes in them. */
class PasswordHashTest {
  private static final Map<String, String> GOLDEN =
      Map.of(
          GoldenLines.ALICE_7, "wonder land",
          GoldenLines.BOB_7, "",
          GoldenLines.KAETHE_7, "pässwörd",
          GoldenLines.ALICE_6, "wonder land",
          GoldenLines.BOB_6, "",
          GoldenLines.KAETHE_6, "pässwörd");

  private final SlowHash slow = SlowHash.REAL;

  @Test
  void whatMosquittoWroteMatchesItsPasswordAndNoOther() {
    GOLDEN.forEach((line, password) -> {
      PasswordHash hash = GoldenLines.hash(line);
      assertTrue(hash.matches(bytes(password), slow), line);
      assertFalse(hash.matches(bytes(password + " "), slow), line);
      assertFalse(hash.matches(bytes("Wonder land"), slow), line);
    });
  }

  @Test
  void isWrittenAsItWasRead() {
    for (String line : GOLDEN.keySet()) {
      assertEquals(line.substring(line.indexOf(':') + 1), GoldenLines.hash(line).text());
    }
  }

  @Test
  void hashesAsTheJdkDoes() throws Exception {
    byte[] salt = {1, 2, 3};
    for (int rounds : new int[] {1, 2, 1000}) {
      // Longer than a block of SHA-512, too: HMAC hashes such a key first.
      for (String password : new String[] {"x", "pässwörd", "long".repeat(100)}) {
        byte[] expected =
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, 512))
                .getEncoded();
        assertArrayEquals(expected, slow.of(Sha.SHA_512, bytes(password), salt, rounds));
      }
    }
  }

  @Test
  void aPasswordIsBytesAndNotText() {
    byte[] binary = {(byte) 0xFF, 0, (byte) 0xC3};
    byte[] other = {(byte) 0xFE, 0, (byte) 0xC3};
    PasswordHash hash = PasswordHash.make(binary, 10, new SecureRandom());
    assertTrue(hash.matches(binary, slow));
    assertFalse(hash.matches(other, slow));
  }

  @Test
  void theSamePasswordHasAnotherHashEachTime() {
    SecureRandom random = new SecureRandom();
    PasswordHash one = PasswordHash.make(bytes("x"), 10, random);
    PasswordHash two = PasswordHash.make(bytes("x"), 10, random);
    assertNotEquals(one.salt(), two.salt());
    assertNotEquals(one.hash(), two.hash());
    assertEquals(12, one.salt().length(), "what Mosquitto 2.0 can read");
    assertTrue(one.text().startsWith("$7$10$"), one.text());
    assertTrue(StoredPassword.parse(one.text()).matches(bytes("x"), slow));
  }

  @Test
  void whatIsWrongIsToldWithoutShowingIt() {
    String hash = GoldenLines.hash(GoldenLines.ALICE_7).text();
    String end = hash.substring("$7$101$".length());
    problem("", "no password");
    problem("secret", "a password in plain text");
    problem("$secret", "a password in plain text");
    problem("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$c2VjcmV0", "$argon2id$");
    problem("$7$101$secret", "cut off");
    problem("$6$secret", "cut off");
    problem(hash + "$secret", "too many parts");
    for (String rounds : new String[] {"0", "-1", "x", "", "10000001", "99999999999999", "1e3"}) {
      problem("$7$" + rounds + "$" + end, "number of iterations is not from 1 to 10000000");
    }
    problem("$7$101$sec!et$" + end.split("\\$")[1], "a salt that is not Base64");
    problem("$7$101$c2FsdA==$secre!", "a hash that is not Base64");
    problem("$7$101$c2FsdA==$c2VjcmV0", "a hash that is not 64 bytes long");
    problem("$6$c2FsdA==$c2VjcmV0", "a hash that is not 64 bytes long");
  }

  private static void problem(String text, String words) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> StoredPassword.parse(text), text);
    assertTrue(e.getMessage().contains(words), () -> text + ": " + e.getMessage());
    assertFalse(e.getMessage().contains("sec"), e.getMessage());
  }

  @Test
  void isNotShown() {
    assertEquals("PasswordHash[101 rounds]", GoldenLines.hash(GoldenLines.ALICE_7).toString());
  }
}
