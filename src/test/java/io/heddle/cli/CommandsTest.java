package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, called in this process. */
class CommandsTest {
  @TempDir Path folder;

  private final Captured captured = new Captured();
  private final List<Sources> served = new ArrayList<>();
  private Map<String, String> environment = Map.of();

  private int run(String... arguments) {
    Terminal terminal = captured.terminal(environment, folder);
    Command serve =
        (Configuration configuration, Sources sources) -> {
          served.add(sources);
          return Command.DONE;
        };
    return new Commands(terminal, serve, arguments).run();
  }

  private Path defaultFile(String text) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    return Files.writeString(conf.resolve("heddle.properties"), text);
  }

  @Test
  void ofAnAddressTheSecretIsNotShown() {
    String url = "https://auth.example/ask?key=hush";
    assertEquals(0, run("print-config", "-Dauth.http.url=" + url, "-Dacl.http.url=http://h/?hush"));
    String out = captured.out();
    assertTrue(out.contains("= https://auth.example/ask?(not shown) "), out);
    assertFalse(out.contains("hush"), out);
    for (String key :
        List.of("auth.http.url", "acl.http.url", "auth.jwt.jwks-url", "auth.ldap.url")) {
      assertEquals(1, run("print-config", "-D" + key + "=https://me:hush@h/ask?hush#x"));
      assertFalse(captured.err().contains("hush"), captured.err());
    }
  }

  @Test
  void helpAndVersion() {
    assertEquals(0, run("--help"));
    assertTrue(
        captured
            .out()
            .startsWith("Usage: heddle [-hV] [--config FILE] [-D KEY=VALUE]... [COMMAND]"),
        captured.out());
    assertEquals(0, run("--version"));
    assertTrue(captured.out().matches("heddle .*, Java 25.*\\R"), captured.out());
    assertEquals(0, run("print-config", "-h"));
    assertTrue(
        captured
            .out()
            .startsWith("Usage: heddle print-config [-hV] [--config FILE] [-D KEY=VALUE]..."),
        captured.out());
    assertEquals("", captured.err());
    assertTrue(served.isEmpty());
  }

  @Test
  void misuse() {
    assertEquals(2, run("--confg"));
    assertEquals(
        "heddle: Unknown option: '--confg'\nPossible solutions: --config\nheddle: see heddle --help\n",
        captured.err());
    assertEquals(2, run("chek-config"));
    assertTrue(captured.err().contains("check-config"));
    assertEquals(2, run("-D", "queue.qos0"));
    assertEquals(
        "heddle: -D queue.qos0: not KEY=VALUE\nheddle: see heddle --help\n", captured.err());
    assertEquals(2, run("--config"));
    captured.err();
    assertEquals(2, run("--config", ""));
    assertEquals("heddle: --config: no file is named\nheddle: see heddle --help\n", captured.err());
    assertEquals(2, run("-D"));
    assertEquals("", captured.out());
    assertTrue(served.isEmpty());
  }

  @Test
  void servesUnlessToldOtherwise() throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    assertEquals(
        0, run("--config", file.toString(), "-Dqueue.qos0=true", "-D", "subscribe.deny=a=b"));
    assertEquals(
        List.of(
            new Sources(
                folder, file, Map.of(), Map.of("queue.qos0", "true", "subscribe.deny", "a=b"))),
        served);
  }

  @Test
  void aRightConfiguration() throws IOException {
    assertEquals(0, run("check-config"));
    assertEquals("ok: no file\n", captured.out());
    Path file = defaultFile("admin.port = 8081\nlistener.ws.port = 8080\n");
    assertEquals(0, run("check-config"));
    assertEquals("ok: " + file + "\n", captured.out());
    assertEquals("", captured.err());
  }

  @Test
  void aWrongConfiguration() throws IOException {
    Path file = defaultFile("queue.mesages = 1\n\nqueue.qos0 = no\n");
    String errors =
        file
            + ":1: queue.mesages: no such key; the nearest is queue.messages\n"
            + file
            + ":3: queue.qos0 = no: neither true nor false; allowed is true or false\n"
            + "heddle: 2 errors in the configuration\n";
    for (String[] arguments : new String[][] {{"check-config"}, {"print-config"}, {}}) {
      assertEquals(1, run(arguments));
      assertEquals(errors, captured.err());
      assertEquals("", captured.out());
    }
    assertTrue(served.isEmpty());
  }

  @Test
  void theVariablesOfClientsAreNoSettings() {
    environment =
        Map.of(
            "HEDDLE_MQTT_URL",
            "mqtt://h",
            "HEDDLE_MQTT_USERNAME",
            "u",
            "HEDDLE_MQTT_PASSWORD",
            "p",
            "HEDDLE_ADMIN_URL",
            "http://h",
            "HEDDLE_ADMIN_TOKEN",
            "t",
            "HEDDLE_ADMIN_PASSWORD",
            "p");
    assertEquals(0, run("check-config"), captured::err);
    environment = Map.of("HEDDLE_MQTT_PASSWORT", "p");
    assertEquals(1, run("check-config"));
  }

  @Test
  void serveIsWhatHeddleAloneIs() {
    assertEquals(sources("-D", "queue.qos0=true"), sources("serve", "-D", "queue.qos0=true"));
  }

  @Test
  void oneError() {
    assertEquals(1, run("check-config", "-D", "queue.qos0=1"));
    assertTrue(captured.err().endsWith("heddle: 1 error in the configuration\n"));
  }

  @Test
  void whichFile() throws IOException {
    assertNull(sources("-D", "queue.qos0=true").file());
    Path usual = defaultFile("");
    assertEquals(usual, sources("-D", "queue.qos0=true").file());
    Path named = Files.createFile(folder.resolve("named"));
    environment = Map.of("HEDDLE_CONFIG", named.toString());
    assertEquals(named, sources("-D", "queue.qos0=true").file());
    assertEquals(usual, sources("--config", usual.toString()).file());
    environment = Map.of("HEDDLE_CONFIG", "");
    assertEquals(usual, sources("-D", "queue.qos0=true").file());
  }

  private Sources sources(String... arguments) {
    assertEquals(0, run(arguments), captured::err);
    return served.getLast();
  }

  @Test
  void aNamedFileHasToBeThere() {
    Path none = folder.resolve("none");
    assertEquals(1, run("--config", none.toString()));
    assertEquals(
        none + ": there is no such file\nheddle: 1 error in the configuration\n", captured.err());
    environment = Map.of("HEDDLE_CONFIG", none.toString());
    assertEquals(1, run());
  }

  @Test
  void printsAlignedColumns() throws IOException {
    Path file =
        defaultFile(
            "queue.messages = 7\nsubscribe.deny = a/very/long/filter/that/pushes/only/its/own/line\n");
    environment = Map.of("HEDDLE_QUEUE_QOS0", "true");
    assertEquals(0, run("print-config", "-Dadmin.port=1", "-Dadmin.port=2"));
    String out = captured.out();
    List<String> lines = out.lines().toList();
    assertTrue(
        lines.contains("listener.tcp.port                     = 1883                      default"),
        out);
    assertTrue(
        lines.contains(
            "queue.messages                        = 7                         " + file + ":1"),
        out);
    assertTrue(
        lines.contains(
            "queue.qos0                            = true                      environment HEDDLE_QUEUE_QOS0"),
        out);
    assertTrue(
        lines.contains("admin.port                            = 2                         -D"),
        out);
    assertTrue(
        out.contains("= a/very/long/filter/that/pushes/only/its/own/line  " + file + ":2"), out);
    assertFalse(out.contains("\t"));
  }

  @Test
  void optionsBeforeAndAfterTheCommand() {
    assertEquals(
        0,
        run(
            "-D",
            "queue.messages=4",
            "-Dqueue.qos0=true",
            "print-config",
            "-D",
            "queue.messages=5"));
    String out = captured.out();
    assertTrue(out.contains("queue.messages                        = 5 "), out);
    assertTrue(out.contains("queue.qos0                            = true "), out);
  }

  @Test
  void whatIsPlainMeansTheSameToBothReaders() throws IOException {
    String file = Files.createFile(folder.resolve("f")).toString();
    String[][] all = {
      {},
      {"--config", file},
      {"--config=" + file},
      {"-D", "queue.qos0=true"},
      {"-Dqueue.qos0=true", "--config", file},
      {"-Dqueue.qos0=true", "-D", "queue.qos0=false", "-Dsubscribe.deny=a=b", "-Ddata.directory="},
    };
    for (String[] arguments : all) {
      Choices plain = Choices.plain(arguments);
      assertEquals(plain.sources(captured.terminal(environment, folder)), sources(arguments));
    }
    String[][] others = {
      {"check-config"},
      {"--help"},
      {"-D"},
      {"-Dx"},
      {"-D", "x"},
      {"-D=a=b"},
      {"--config"},
      {"--config", "-Da=b"},
      {"--config", file, "--config", file},
      {"--", "-Da=b"},
      {"--configs=x"},
      {""},
    };
    for (String[] arguments : others) {
      assertNull(Choices.plain(arguments), () -> String.join(" ", arguments));
    }
  }
}
