package io.heddle.auth;

import static io.heddle.auth.GoldenLines.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The keys of SCRAM in a password file. */
class ScramKeysTest {
  /** User "user", password "pencil", of RFC 7677; the keys as PostgreSQL would keep them. */
  private static final String PENCIL =
      "user:$scram-sha-256$4096$W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=$wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  private final Random random = new Random(1);

  @Test
  void aPlainPasswordMatches() throws WrongFile {
    StoredPassword keys = GoldenLines.file(PENCIL).find("user");
    assertNotNull(keys);
    assertTrue(keys.matches(bytes("pencil"), SlowHash.REAL));
    assertFalse(keys.matches(bytes("Pencil"), SlowHash.REAL));
    assertFalse(keys.matches(bytes(""), SlowHash.REAL));
    assertFalse(keys.matches(new byte[] {(byte) 0xFF}, SlowHash.REAL));
    assertEquals(PENCIL, "user:" + keys.text());
    assertEquals("ScramKeys[SCRAM-SHA-256, 4096 rounds]", keys.toString());
  }

  @Test
  void passwordsThatLookTheSameAreTheSame() {
    ScramKeys keys = ScramKeys.make(Sha.SHA_512, bytes("pa\u0308ss"), 4096, random);
    assertTrue(keys.matches(bytes("p\u00E4ss"), SlowHash.REAL));
    assertEquals(64, keys.storedKey().length());
    assertTrue(keys.text().startsWith("$scram-sha-512$4096$"), keys.text());
    assertEquals(keys, StoredPassword.parse(keys.text()));
  }

  @Test
  void strangersCostWhatUsersCost() throws WrongFile {
    PasswordFile file =
        GoldenLines.file(
            PENCIL,
            GoldenLines.ALICE_7,
            GoldenLines.KAETHE_6,
            "x:" + ScramKeys.make(Sha.SHA_512, bytes("x"), 5000, random).text());
    // Sorted: those of Mosquitto by their rounds, then SCRAM.
    List<String> models =
        LongStream.of(0, 1L << 62, 1L << 63, 3L << 62)
            .mapToObj(chance -> file.decoy(chance).toString())
            .toList();
    assertEquals(
        List.of(
            "PasswordHash[0 rounds]",
            "PasswordHash[101 rounds]",
            "ScramKeys[SCRAM-SHA-256, 4096 rounds]",
            "ScramKeys[SCRAM-SHA-512, 5000 rounds]"),
        models);
    assertFalse(file.decoy(1L << 63).matches(bytes(""), SlowHash.REAL));
    assertInstanceOf(ScramKeys.class, file.scramDecoy(Sha.SHA_512, new byte[32]));
  }

  @Test
  void wrongLinesAreToldWithoutShowingThem() {
    String end = PENCIL.substring(PENCIL.indexOf("$W22"));
    wrong("$scram-sha-256$4095" + end, "not from 4096 to 10000000");
    wrong("$scram-sha-256$x" + end, "not from 4096 to 10000000");
    wrong("$scram-sha-512$4096" + end, "a hash that is not 64 bytes long");
    wrong("$scram-sha-256$4096" + end + "$x", "too many parts");
    wrong("$scram-sha-256$4096$W22ZaJ0SNY7soEsUEjb6gQ==", "cut off");
    wrong("$scram-sha-256$4096" + end.replace("W22ZaJ0SNY7soEsUEjb6gQ==", ""), "an empty salt");
    wrong("$scram-sha-1$4096" + end, "only $7$, $6$, $scram-sha-256$ and $scram-sha-512$");
  }

  private static void wrong(String text, String words) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> StoredPassword.parse(text), text);
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertFalse(e.getMessage().contains("W22"), e.getMessage());
  }

  @Test
  void theKeyOfDecoys() throws WrongFile {
    PasswordText text = PasswordText.of(PENCIL).withDecoyKey(random);
    assertEquals(text, text.withDecoyKey(random));
    assertEquals(32, GoldenLines.file(text.text()).decoyKey().length());
    assertTrue(GoldenLines.file(PENCIL).decoyKey().isEmpty());
    String line = text.text().lines().toList().getLast();
    assertWrong("f:2: there is such a line already; delete this one", line, line);
    assertWrong(
        "f:1: not a line that heddle passwd wrote; delete it, and heddle passwd --scram writes another",
        "$decoy$c2VjcmV0");
    assertTrue(text.with("x", GoldenLines.hash(GoldenLines.BOB_7)).text().contains(line));
  }

  private static void assertWrong(String error, String... lines) {
    WrongFile wrong = assertThrows(WrongFile.class, () -> GoldenLines.file(lines));
    assertEquals(List.of(error), wrong.errors());
  }
}
