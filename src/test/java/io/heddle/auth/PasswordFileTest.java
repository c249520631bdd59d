package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people and programs write them, right and wrong. */
class PasswordFileTest {
  private static final String HASH = GoldenLines.hash(GoldenLines.ALICE_7).text();

  @TempDir Path folder;

  @Test
  void usersCommentsAndEmptyLines() throws WrongFile {
    PasswordFile file =
        GoldenLines.file(
            "\uFEFF" + GoldenLines.ALICE_7,
            "# bob:is not here",
            "",
            "   # käthe is",
            GoldenLines.KAETHE_6 + "\r",
            "  with space inside : " + HASH + " ");
    assertEquals(Set.of("alice", "käthe", "with space inside"), Set.copyOf(file.names()));
    assertEquals(101, file.find("alice").rounds());
    assertEquals(0, file.find("käthe").rounds());
    assertNull(file.find("bob"));
    assertNull(file.find("ALICE"));
    assertEquals("f (3 users)", file.toString());
  }

  @Test
  void allErrorsAreToldAtOnceAndNoPassword() {
    WrongFile wrong =
        assertThrows(
            WrongFile.class,
            () ->
                GoldenLines.file(
                    "alice:secret",
                    "secret",
                    ":" + HASH,
                    "bob:" + HASH,
                    "a\u0007b:" + HASH,
                    "bob:" + HASH,
                    "carol:$argon2id$v=19$secret",
                    "dora:$secret$word"));
    assertEquals(
        List.of(
            "f:1: the user alice has a password in plain text; set it anew with: heddle passwd FILE USER",
            "f:2: no user before a colon: a line is USER:HASH, and heddle passwd FILE USER writes it",
            "f:3: no user before a colon: a line is USER:HASH, and heddle passwd FILE USER writes it",
            "f:5: the user name has control characters",
            "f:6: the user bob is in line 4 already",
            "f:7: the user carol has a hash of the kind $argon2id$, and only $7$, $6$, $scram-sha-256$ and $scram-sha-512$ can be read; set it anew with: heddle passwd FILE USER",
            "f:8: the user dora has a password in plain text; set it anew with: heddle passwd FILE USER"),
        wrong.errors());
    assertFalse(wrong.getMessage().contains("secret"), wrong.getMessage());
  }

  @Test
  void bytesThatAreNoText() {
    byte[] bytes = ("a:" + HASH + "\nb\u00FF:" + HASH).getBytes(StandardCharsets.ISO_8859_1);
    WrongFile wrong = assertThrows(WrongFile.class, () -> PasswordFile.parse("f", bytes));
    assertEquals(List.of("f:2: not UTF-8"), wrong.errors());
  }

  @Test
  void aLargeWrongFileIsNotToldInFull() {
    String[] lines = IntStream.range(0, 60).mapToObj(i -> "line " + i).toArray(String[]::new);
    WrongFile wrong = assertThrows(WrongFile.class, () -> GoldenLines.file(lines));
    assertEquals(WrongFile.TOLD + 1, wrong.errors().size());
    assertEquals("and 10 more errors", wrong.errors().getLast());
  }

  @Test
  void filesThatCannotBeRead() throws Exception {
    Path none = folder.resolve("none");
    assertEquals(
        List.of(none + ": there is no such file"),
        assertThrows(WrongFile.class, () -> PasswordFile.read(none)).errors());
    assertEquals(
        List.of(folder + ": a directory, not a file"),
        assertThrows(WrongFile.class, () -> PasswordFile.read(folder)).errors());
    Path file = Files.writeString(folder.resolve("f"), "x");
    assertEquals(
        file + ":1: ",
        assertThrows(WrongFile.class, () -> PasswordFile.read(file))
            .errors()
            .getFirst()
            .substring(0, file.toString().length() + 4));
    Files.writeString(file, GoldenLines.ALICE_7 + "\n");
    assertNotNull(PasswordFile.read(file).find("alice"));
  }

  @Test
  void aFileWithoutUsersIsRight() throws WrongFile {
    PasswordFile file = GoldenLines.file("# nobody yet");
    assertEquals(0, file.size());
    assertEquals(PasswordHash.USUAL_ROUNDS, file.decoy(-1).rounds());
  }

  @Test
  void strangersAreSpreadOverTheRoundsThatUsersHave() throws WrongFile {
    PasswordFile mixed =
        GoldenLines.file(
            GoldenLines.BOB_7,
            GoldenLines.ALICE_6,
            GoldenLines.KAETHE_6,
            "dave:" + HASH.replace("$101$", "$5000$"));
    // Half of the users have 0 rounds, and a quarter each 101 and 5000.
    assertEquals(0, mixed.decoy(0).rounds());
    assertEquals(0, mixed.decoy(Long.MAX_VALUE).rounds());
    assertEquals(101, mixed.decoy(Long.MIN_VALUE).rounds());
    assertEquals(5000, mixed.decoy(-1).rounds());
    Random random = new Random(1);
    var counts =
        IntStream.range(0, 4000)
            .mapToObj(i -> mixed.decoy(random.nextLong()).rounds())
            .collect(Collectors.groupingBy(rounds -> rounds, Collectors.counting()));
    assertEquals(Set.of(0, 101, 5000), counts.keySet());
    assertTrue(Math.abs(counts.get(0) - 2000) < 200, counts::toString);
    assertTrue(Math.abs(counts.get(5000) - 1000) < 200, counts::toString);
  }

  @Test
  void userNames() {
    assertEquals("", UserName.problem("Käthe Müller"));
    assertEquals("", UserName.problem("x".repeat(65_535)));
    for (String wrong :
        new String[] {
          "", "a:b", "a\nb", "a\u0085b", "\uFFFDx", " a", "a ", "#a", "x".repeat(65_536)
        }) {
      assertFalse(UserName.problem(wrong).isEmpty(), wrong);
    }
  }

  @Test
  void aChangedTextKeepsTheOtherLines() {
    PasswordHash hash = GoldenLines.hash(GoldenLines.BOB_7);
    String before = "# top\n\nalice:old\nbroken\n carol : x\n#end";
    PasswordText text = PasswordText.of(before);
    assertTrue(text.has("alice"));
    assertTrue(text.has("carol"));
    assertFalse(text.has("bob"));
    assertFalse(text.has("broken"));
    assertEquals(
        "# top\n\nalice:" + hash.text() + "\nbroken\n carol : x\n#end\n",
        text.with("alice", hash).text());
    assertEquals(before + "\n" + GoldenLines.BOB_7 + "\n", text.with("bob", hash).text());
    assertEquals("# top\n\nalice:old\nbroken\n#end\n", text.without("carol").text());
    assertEquals(before + "\n", text.without("nobody").text());
    assertEquals(GoldenLines.BOB_7 + "\n", PasswordText.of("").with("bob", hash).text());
  }

  @Test
  void aUserThatStoodThereTwiceStandsThereOnce() {
    PasswordText text = PasswordText.of("bob:1\n#c\nbob:2\n");
    assertEquals(
        GoldenLines.BOB_7 + "\n#c\n", text.with("bob", GoldenLines.hash(GoldenLines.BOB_7)).text());
    assertEquals("#c\n", text.without("bob").text());
  }
}
