package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/heddle passwd}, and that Mosquitto's program and ours take each other's files. */
class PasswdTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aUserIsAddedChangedAndDeleted() throws Exception {
    Path file = folder.resolve("passwords");
    assertEquals(List.of("added: alice"), succeeds("wonder land\n", "--stdin", file + "", "alice"));
    String first = Files.readString(file);
    assertTrue(first.matches("alice:\\$7\\$210000\\$\\S+\\$\\S+\n"), first);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        List.of("changed: alice"), succeeds("wonder land\n", "--stdin", file + "", "alice"));
    assertFalse(first.equals(Files.readString(file)), "the salt is another one");
    assertEquals(List.of("deleted: alice"), succeeds("", "-D", file + "", "alice"));
    assertEquals("", Files.readString(file));
  }

  @Test
  void mosquittosProgramAndOursTakeEachOthersFiles() throws Exception {
    Path file = folder.resolve("passwords");
    mosquitto("-b", "-c", file + "", "alice", "x");
    mosquitto("-b", "-H", "sha512", file + "", "bob", "x");
    succeeds("y\n", "--stdin", file + "", "carol");
    mosquitto("-b", file + "", "dave", "x");
    List<String> lines = Files.readAllLines(file);
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("alice:$7$101$"));
    assertTrue(lines.get(1).startsWith("bob:$6$"));
    assertTrue(lines.get(2).startsWith("carol:$7$210000$"));
    assertTrue(lines.get(3).startsWith("dave:$7$101$"));
    succeeds("", "--delete", file + "", "alice");
    assertEquals(lines.subList(1, 4), Files.readAllLines(file));
  }

  @Test
  void mosquittosBrokerLetsInWhoHasAPasswordFromUs() throws Exception {
    Path file = folder.resolve("passwords");
    succeeds("wonder land\n", "--stdin", file + "", "alice");
    int port = freePort();
    Path settings =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous false",
                "password_file " + file,
                // Started by root it would become another user, who may not read the file.
                "user root"));
    List<String> broker = List.of("mosquitto", "-c", settings.toString());
    try (Command running = Command.run(broker, Map.of(), folder)) {
      Awaitility.await().atMost(LIMIT).until(() -> publish(port, "wonder land") == 0);
      assertEquals(5, publish(port, "wonder"), running::toString);
    }
  }

  private int publish(int port, String password) throws IOException {
    List<String> words =
        List.of("mosquitto_pub", "-p", port + "", "-u", "alice", "-P", password, "-t", "a", "-n");
    try (Command command = Command.run(words, Map.of(), folder)) {
      return command.awaitExit(LIMIT);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void withoutATerminalItSaysWhatToDo() throws Exception {
    Path file = folder.resolve("passwords");
    try (Command command = run("", file + "", "alice")) {
      assertEquals(1, command.awaitExit(LIMIT), command::toString);
      assertTrue(command.stderr().toString().contains("--stdin"), command::toString);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void aPasswordIsNeverAnArgument() throws Exception {
    Path file = folder.resolve("passwords");
    try (Command command = run("", file + "", "alice", "secret")) {
      assertEquals(2, command.awaitExit(LIMIT), command::toString);
    }
    assertFalse(Files.exists(file));
  }

  private List<String> succeeds(String input, String... arguments) throws IOException {
    try (Command command = run(input, arguments)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      assertEquals(List.of(), command.stderr());
      return command.stdout();
    }
  }

  private static Command run(String input, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("passwd"));
    all.addAll(List.of(arguments));
    Command command = Command.run(Image.home(), Map.of(), all);
    try (var stdin = command.process().getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended without reading, which its exit code tells.
    }
    return command;
  }

  private void mosquitto(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("mosquitto_passwd"));
    all.addAll(List.of(arguments));
    try (Command command = Command.run(all, Map.of(), folder)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
    }
  }
}
