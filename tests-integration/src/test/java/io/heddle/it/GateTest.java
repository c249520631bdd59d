package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passwords and rules of the image, as an operator sets them up and Mosquitto's clients meet them.
 */
class GateTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Path passwords;
  private Path rules;

  @BeforeEach
  void files() throws IOException {
    passwords = folder.resolve("passwords");
    rules = folder.resolve("rules");
    add("alice", "wonder land");
    add("bob", "builder");
    Files.writeString(rules, "allow user bob\nallow user alice publish own/#\n");
  }

  private void add(String user, String password) throws IOException {
    List<String> words = List.of("passwd", "--stdin", passwords.toString(), user);
    try (Command command = Command.run(Image.home(), Map.of(), words)) {
      try (var stdin = command.process().getOutputStream()) {
        stdin.write((password + "\n").getBytes(StandardCharsets.UTF_8));
      }
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
    }
  }

  private Image start(String... more) throws IOException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "listener.tcp.address=0.0.0.0",
                "auth.password-file=" + passwords,
                // Hashes of a new process on a busy machine take their time.
                "limits.connect-timeout=60s",
                "acl.file=" + rules));
    settings.addAll(List.of(more));
    return Image.start(settings.toArray(String[]::new));
  }

  private Command publish(Image image, String version, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("mosquitto_pub", "-V", version, "-p", image.port() + "", "-m", "x"));
    words.addAll(List.of(more));
    return Command.run(words, Map.of(), folder);
  }

  /** The exit code is the code of CONNACK. */
  private int exit(Image image, String version, String... more) throws IOException {
    try (Command command = publish(image, version, more)) {
      return command.awaitExit(LIMIT);
    }
  }

  @Test
  void mosquittosClientsAreLetInByPasswordAndToldWhyNot() throws IOException {
    try (Image image = start()) {
      String[] right = {"-u", "alice", "-P", "wonder land", "-t", "own/t", "-q", "1"};
      String[] wrong = {"-u", "alice", "-P", "secret-guess", "-t", "own/t"};
      assertEquals(0, exit(image, "mqttv311", right));
      assertEquals(0, exit(image, "mqttv5", right));
      assertEquals(4, exit(image, "mqttv311", wrong));
      assertEquals(134, exit(image, "mqttv5", wrong));
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> String.join("\n", image.stderr()).contains("the password is wrong"));
      assertFalse(String.join("\n", image.stderr()).contains("secret-guess"));
    }
  }

  @Test
  void whatARuleDeniesMosquittosClientIsTold() throws IOException {
    try (Image image = start();
        Command command =
            publish(
                image, "mqttv5", "-u", "alice", "-P", "wonder land", "-t", "other/t", "-q", "1")) {
      command.awaitExit(LIMIT);
      assertTrue(command.toString().contains("Not authorized"), command::toString);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() ->
              String.join("\n", image.stderr())
                  .contains("was denied publishing to other/t: no rule is about it"));
    }
  }

  @Test
  void hupReadsTheFilesAnew() throws Exception {
    String[] login = {"-u", "carol", "-P", "new", "-t", "own/t", "-q", "1"};
    try (Image image = start("files.interval=never")) {
      assertEquals(4, exit(image, "mqttv311", login));
      add("carol", "new");
      Files.writeString(rules, "alow all\n");
      assertEquals(
          0, new ProcessBuilder("kill", "-HUP", Long.toString(image.pid())).start().waitFor());
      Awaitility.await().atMost(LIMIT).until(() -> exit(image, "mqttv311", login) == 0);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> String.join("\n", image.stderr()).contains(rules + ":1: alow: "));
      assertTrue(image.isAlive());
      // The reference broker heard no signal any more after a file with a mistake.
      assertEquals(0, image.stop());
    }
  }

  @Test
  void whoIsAnonymousIsSaidInOneLine() throws IOException {
    List<String> words = List.of("-D", "listener.tcp.address=0.0.0.0", "-D", "listener.tcp.port=0");
    try (Command command = Command.run(Image.home(), Map.of(), words)) {
      assertEquals(1, command.awaitExit(LIMIT), command::toString);
      assertEquals(1, command.stderr().size(), command::toString);
      assertTrue(command.stderr().getFirst().contains("anonymous = allow"), command::toString);
    }
  }
}
