package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.PasswordFile;
import io.heddle.auth.Sha;
import io.heddle.cli.line.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code passwd}, called in this process. */
class PasswdTest {
  private static final InputStream EMPTY = InputStream.nullInputStream();

  @TempDir Path folder;

  private final Captured captured = new Captured();
  private final List<String> questions = new ArrayList<>();
  private Sha scram;

  private int put(String user, String... typed) {
    Queue<String> left = new ArrayDeque<>(List.of(typed));
    Secrets secrets =
        new Secrets(
            EMPTY,
            question -> {
              questions.add(question);
              return left.isEmpty() ? null : left.remove().toCharArray();
            });
    return run(secrets, user, false, false);
  }

  private int pipe(String user, byte[] input) {
    return run(new Secrets(new ByteArrayInputStream(input), null), user, false, true);
  }

  private int delete(String user) {
    return run(new Secrets(EMPTY, null), user, true, false);
  }

  private int run(Secrets secrets, String user, boolean delete, boolean stdin) {
    Terminal terminal = captured.terminal(Map.of(), folder);
    Passwd.Making making = new Passwd.Making(scram, scram == null ? 10 : 4096);
    return new Passwd(terminal, secrets, making, new Passwd.Order(file(), user, delete, stdin))
        .run();
  }

  private Path file() {
    return folder.resolve("passwords");
  }

  private String text() throws IOException {
    return Files.readString(file());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aNewFileWithAUser() throws Exception {
    assertEquals(0, put("alice", "wonder land", "wonder land"), captured::err);
    assertEquals("added: alice\n", captured.out());
    assertEquals("", captured.err());
    assertEquals(List.of("Password of alice: ", "Once more: "), questions);
    assertTrue(text().matches("alice:\\$7\\$10\\$[^$]{16}\\$[^$]{88}\n"), text());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(Set.of("alice"), Set.copyOf(PasswordFile.read(file()).names()));
  }

  @Test
  void keysForScram() throws Exception {
    put("bob", "x", "x");
    scram = Sha.SHA_256;
    assertEquals(0, put("alice", "wonder land", "wonder land"), captured::err);
    String line = "alice:\\$scram-sha-256\\$4096\\$[^$]{24}\\$[^$]{44}\\$[^$]{44}\n";
    String decoy = "\\$decoy\\$[^$]{44}\n";
    assertTrue(text().matches("bob:\\S+\n" + line + decoy), text());
    assertEquals(0, put("carol", "x", "x"), captured::err);
    assertTrue(text().matches("bob:\\S+\n" + line + decoy + "carol:\\S+\n"), text());
    assertEquals(Set.of("alice", "bob", "carol"), Set.copyOf(PasswordFile.read(file()).names()));
  }

  @Test
  void whatScramDoesNotAllow() {
    scram = Sha.SHA_512;
    assertEquals(1, put("alice", "a\u0007", "a\u0007"));
    assertTrue(captured.err().contains("the password has characters that SCRAM does not allow"));
    assertEquals(2, put("\u2168", "x", "x"));
    assertTrue(captured.err().contains("the user name is written IX in SCRAM; add that one"));
    assertFalse(Files.exists(file()));
  }

  @Test
  void aUserIsChangedAndDeletedAmongOthers() throws Exception {
    put("alice", "x", "x");
    String alice = text();
    Files.writeString(file(), "# people\n\n" + alice + "# end\n");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(0, put("bob", "x", "x"), captured::err);
    assertEquals(0, put("alice", "x", "x"), captured::err);
    assertTrue(captured.out().endsWith("changed: alice\n"));
    List<String> lines = text().lines().toList();
    assertEquals(
        List.of("# people", "", "# end"), List.of(lines.get(0), lines.get(1), lines.get(3)));
    assertTrue(lines.get(2).startsWith("alice:") && !alice.equals(lines.get(2) + "\n"));
    assertTrue(lines.get(4).startsWith("bob:"));
    assertEquals(0, delete("alice"));
    assertEquals("deleted: alice\n", captured.out());
    assertEquals("# people\n\n# end\n" + lines.get(4) + "\n", text());
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList(), "no temporary file is left");
    }
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), "# here\n");
    Files.createSymbolicLink(file(), target);
    assertEquals(0, put("alice", "x", "x"), captured::err);
    assertTrue(Files.isSymbolicLink(file()));
    assertTrue(Files.readString(target).startsWith("# here\nalice:"));
  }

  @Test
  void nothingIsChangedWhenThePasswordIsNoGood() throws Exception {
    Files.writeString(file(), "# as it was");
    assertEquals(1, put("alice", "x", "y"));
    assertTrue(captured.err().endsWith("nothing was changed: the two passwords differ\n"));
    assertEquals(1, put("alice", "", ""));
    assertTrue(captured.err().endsWith("the password is empty\n"));
    assertEquals(1, put("alice", "x"));
    assertTrue(captured.err().endsWith("no password was typed\n"));
    assertEquals(1, put("alice", "x".repeat(65_536), "x".repeat(65_536)));
    assertTrue(captured.err().endsWith("longer than 65535 bytes\n"));
    assertEquals(1, run(new Secrets(EMPTY, null), "alice", false, false));
    assertTrue(captured.err().contains("--stdin"));
    assertEquals("# as it was", text());
    assertEquals("", captured.out());
  }

  @Test
  void thePasswordIsALineOfTheInput() throws Exception {
    assertArrayEquals(utf8("a b"), line("a b\nnext"));
    assertArrayEquals(utf8("a b "), line("a b \r\n"));
    assertArrayEquals(utf8("pässwörd"), line("pässwörd"));
    assertThrows(IOException.class, () -> line("\nx"));
    assertThrows(IOException.class, () -> line(""));
    assertThrows(IOException.class, () -> line("x".repeat(65_536) + "\n"));
    assertEquals(65_535, line("x".repeat(65_535) + "\n").length);
    assertEquals(0, pipe("alice", utf8("x\n")), captured::err);
    assertEquals(Set.of("alice"), Set.copyOf(PasswordFile.read(file()).names()));
  }

  private static byte[] line(String input) throws IOException {
    return new Secrets(new ByteArrayInputStream(utf8(input)), null).read("u", true);
  }

  @Test
  void namesThatCannotStandInAFile() {
    for (String user : new String[] {"", "a:b", "a\nb", "#a", " a"}) {
      assertEquals(2, put(user, "x", "x"), user);
      assertTrue(captured.err().startsWith("heddle: the user name "), user);
    }
    assertFalse(Files.exists(file()));
    assertEquals(List.of(), questions);
  }

  @Test
  void whoIsNotThereCannotBeDeleted() throws Exception {
    assertEquals(1, delete("alice"));
    assertEquals("heddle: " + file() + ": there is no such file or folder\n", captured.err());
    Files.writeString(file(), "bob:x\n");
    assertEquals(1, delete("alice"));
    assertEquals("heddle: " + file() + ": there is no user alice\n", captured.err());
    assertEquals("bob:x\n", text());
    assertEquals(2, run(new Secrets(EMPTY, null), "bob", true, true));
  }

  @Test
  void aWrongLineIsMendedAndTheOthersAreTold() throws Exception {
    Files.writeString(file(), "alice:secret\nbob:other\n");
    assertEquals(0, put("alice", "x", "x"));
    String err = captured.err();
    assertTrue(err.startsWith(file() + ":2: the user bob has a password in plain text"), err);
    assertTrue(err.endsWith("as long as it is wrong\n"), err);
    assertEquals(0, put("bob", "x", "x"));
    assertEquals("", captured.err());
  }

  @Test
  void whatIsNoFileOfText() throws Exception {
    Files.write(file(), new byte[] {(byte) 0xFF, '\n'});
    assertEquals(1, put("alice", "x", "x"));
    assertEquals("heddle: " + file() + ": not UTF-8\n", captured.err());
    Files.delete(file());
    Files.createDirectory(file());
    assertEquals(1, put("alice", "x", "x"));
    assertTrue(captured.err().contains("nothing was changed"), captured::err);
  }

  @Test
  void theGrammar() throws Exception {
    Files.writeString(file(), "alice:x\nbob:x\n");
    String file = file().toString();
    assertEquals(2, command("passwd"));
    assertEquals(2, command("passwd", file));
    assertEquals(2, command("passwd", file, "alice", "secret"));
    assertEquals(2, command("passwd", "--config", "x", file, "alice"));
    captured.err();
    assertEquals(2, command("passwd", "--iterations", "5000", file, "alice"));
    assertEquals(2, command("passwd", "--scram", "--iterations", "4095", file, "alice"));
    assertEquals(2, command("passwd", "--scram", "--scram-sha-512", file, "alice"));
    assertTrue(captured.err().contains("--iterations 4095: allowed is 4096 to 10000000"));
    assertEquals(0, command("passwd", "-D", file, "alice"), captured::err);
    assertEquals("bob:x\n", text());
    assertEquals(0, command("passwd", file, "bob", "--delete"));
    assertEquals("", text());
    captured.out();
    assertEquals(0, command("passwd", "--help"));
    String help = captured.out();
    assertTrue(
        help.replaceAll("\\s+", " ")
            .startsWith(
                "Usage: heddle passwd [-DhV] [--scram] [--scram-sha-512] [--stdin] [--iterations"),
        help);
    assertTrue(help.contains("Asks for the password twice."), help);
  }

  private int command(String... arguments) {
    Command none = (configuration, sources) -> 99;
    return new Commands(captured.terminal(Map.of(), folder), none, arguments).run();
  }
}
