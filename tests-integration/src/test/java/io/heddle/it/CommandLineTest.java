package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The command line as documented: options, settings and where they come from, exit codes. */
@EnabledIf("brokerIsBuilt")
class CommandLineTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Whether the jar holds more than a stand-in for the command line. */
  static boolean brokerIsBuilt() {
    try {
      Class.forName("io.heddle.Heddle", false, CommandLineTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void helpNamesOptionsAndSubcommands() throws Exception {
    String help = succeeds("--help");
    assertAll(
        List.of("--config", "-D", "--version", "check-config", "print-config").stream()
            .map(word -> () -> assertTrue(help.contains(word), () -> word + " in " + help)));
  }

  @Test
  void versionIsTheJars() throws Exception {
    String version = succeeds("--version");
    assertTrue(version.matches("(?s)heddle \\d+\\.\\d+\\.\\d+.*"), version);
  }

  @Test
  void anUnknownOptionIsAnError() throws Exception {
    try (Command command = run(Map.of(), "--no-such-option")) {
      assertNotEquals(0, command.awaitExit(LIMIT), command::toString);
      assertTrue(command.stderr().toString().contains("--no-such-option"), command::toString);
    }
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (Image first = Image.start();
        Command second =
            run(Map.of(), "-D", "metrics.port=0", "-D", "listener.tcp.port=" + first.port())) {
      assertNotEquals(0, second.awaitExit(LIMIT), second::toString);
      assertEquals(List.of(), second.stdout());
      assertEquals(1, second.stderr().size(), second::toString);
      assertTrue(second.stderr().get(0).contains(Integer.toString(first.port())));
      assertTrue(first.isAlive());
    }
  }

  @Test
  void aPathThatTheLocaleCannotWriteIsOneClearLine() throws Exception {
    for (String key : List.of("acl.file", "listener.unix.path", "extensions.folder")) {
      Path file = write(key + " = /tmp/\u00e4");
      try (Command command =
          run(Map.of("LC_ALL", "C"), "check-config", "--config", file.toString())) {
        assertEquals(1, command.awaitExit(LIMIT), command::toString);
        assertEquals(2, command.stderr().size(), command::toString);
        assertTrue(command.stderr().getFirst().startsWith(file + ":1: " + key + " = /tmp/"));
        assertTrue(command.stderr().getFirst().contains("LC_ALL=C.UTF-8"), command::toString);
      }
    }
  }

  @Test
  void sigtermSaysGoodbyeAndExitsWithZero() throws Exception {
    try (Image image = Image.start();
        Socket socket = new Socket(image.host(), image.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      // MQTT 5, clean start, client identifier "a".
      socket.getOutputStream().write(bytes("100e 0004 4d515454 05 02 003c 00 0001 61"));
      assertEquals(0x20, in.readUnsignedByte(), "CONNACK");
      in.skipNBytes(in.readUnsignedByte());
      assertEquals(0, image.stop());
      assertEquals(0xE0, in.readUnsignedByte(), "DISCONNECT");
      assertTrue(in.readUnsignedByte() >= 1, "with a reason code");
      assertEquals(0x8B, in.readUnsignedByte(), "server shutting down");
    }
  }

  @Test
  void theEnvironmentSetsWhatTheFileDoesNotSay() throws Exception {
    Map<String, String> environment =
        Map.of(
            "HEDDLE_LISTENER_TCP_PORT",
            "0",
            "HEDDLE_LISTENER_WS_PORT",
            "0",
            "HEDDLE_METRICS_PORT",
            "0");
    try (Image image = Image.ready(run(environment))) {
      assertNotEquals(1883, image.port());
    }
  }

  @Test
  void aConfigurationFileIsRead() throws Exception {
    Path file = write("listener.tcp.port = 0");
    try (Image image = Image.ready(run(Map.of(), "--config", file.toString()))) {
      assertNotEquals(1883, image.port());
    }
  }

  @Test
  void printConfigSaysWhereEachValueComesFrom() throws Exception {
    Path file = write("# a comment", "listener.tcp.port = 1884");
    String fromFile = succeeds("print-config", "--config", file.toString());
    assertTrue(hasLine(fromFile, "listener.tcp.port", "1884", file.getFileName().toString()));
    assertTrue(hasLine(fromFile, "listener.tcp.address", "127.0.0.1", "default"), fromFile);
    String overridden =
        succeeds("print-config", "--config", file.toString(), "-D", "listener.tcp.port=1885");
    assertTrue(hasLine(overridden, "listener.tcp.port", "1885", "-D"), overridden);
    try (Command command =
        run(Map.of("HEDDLE_LISTENER_TCP_PORT", "1886"), "print-config", "--config", file + "")) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      String text = String.join("\n", command.stdout());
      assertTrue(hasLine(text, "listener.tcp.port", "1886", "HEDDLE_LISTENER_TCP_PORT"), text);
    }
  }

  @Test
  void checkConfigAcceptsTheShippedFile() throws Exception {
    succeeds("check-config", "--config", Image.home().resolve("conf/heddle.properties").toString());
  }

  @Test
  void checkConfigReportsAllErrorsAtOnce() throws Exception {
    Path file = write("listener.tcp.prt = 1883", "listener.tcp.port = many", "admin.port = 70000");
    try (Command command = run(Map.of(), "check-config", "--config", file.toString())) {
      assertNotEquals(0, command.awaitExit(LIMIT), command::toString);
      String errors = String.join("\n", command.stderr());
      String name = file.getFileName().toString();
      assertTrue(hasLine(errors, name, "1", "listener.tcp.prt", "listener.tcp.port"), errors);
      assertTrue(hasLine(errors, name, "2", "listener.tcp.port", "many"), errors);
      assertTrue(hasLine(errors, name, "3", "admin.port", "70000"), errors);
    }
  }

  @Test
  void aWrongSettingKeepsTheBrokerFromStarting() throws Exception {
    try (Command command = run(Map.of(), "-D", "no.such.key=1")) {
      assertNotEquals(0, command.awaitExit(LIMIT), command::toString);
      assertEquals(List.of(), command.stdout());
      assertTrue(command.stderr().toString().contains("no.such.key"), command::toString);
    }
  }

  private String succeeds(String... arguments) throws IOException {
    try (Command command = run(Map.of(), arguments)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      return String.join("\n", command.stdout());
    }
  }

  private static Command run(Map<String, String> environment, String... arguments)
      throws IOException {
    return Command.run(Image.home(), environment, List.of(arguments));
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("my.properties"), List.of(lines));
  }

  /** Whether one line holds all the words, in any order. */
  private static boolean hasLine(String text, String... words) {
    return text.lines().anyMatch(line -> List.of(words).stream().allMatch(line::contains));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
