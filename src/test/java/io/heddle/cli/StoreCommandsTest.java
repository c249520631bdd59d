package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.Messages;
import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code heddle store}, called in this process. */
@Timeout(120)
class StoreCommandsTest {
  @TempDir Path folder;

  private final Captured captured = new Captured();
  private Path data;

  @BeforeEach
  void fill() {
    data = folder.resolve("data");
    try (Broker broker = start(data)) {
      for (int i = 0; i < 20; i++) {
        retain(broker, "kept/" + i, "value \u00fc" + i);
      }
      retain(broker, "kept/0", "");
    }
  }

  private static Broker start(Path store) {
    return Heddle.start(
        Map.of("listener.tcp.port", "0", "metrics.port", "", "data.directory", store.toString()));
  }

  private static void retain(Broker broker, String topic, String payload) {
    Messages messages = broker.services().messages();
    messages.publish(
        new Message(
            TopicName.of(topic),
            Bytes.utf8(payload),
            Qos.AT_LEAST_ONCE,
            true,
            Properties.NONE,
            Message.NEVER,
            "the program"));
  }

  private int run(String... words) {
    Terminal terminal = captured.terminal(Map.of(), folder);
    Command serve =
        (Configuration configuration, Sources sources) -> {
          throw new AssertionError("the broker was started");
        };
    String[] all = new String[words.length + 1];
    all[0] = "store";
    System.arraycopy(words, 0, all, 1, words.length);
    return new Commands(terminal, serve, all).run();
  }

  private String told(int code, String... words) {
    int was = run(words);
    String out = captured.out();
    assertEquals(code, was, () -> out + captured.err());
    return out;
  }

  private String refused(int code, String... words) {
    assertEquals(code, run(words), String.join(" ", words));
    return captured.err();
  }

  @Test
  void aSoundStoreIsOk() {
    String told = told(0, "check", data.toString());
    assertTrue(told.startsWith("ok: " + data + ": "), told);
    assertEquals(told, told(0, "check", "-D", "data.directory=" + data));
    String json = told(0, "check", "--json", data.toString());
    assertTrue(json.contains("\"sound\":true"), json);
    assertTrue(json.contains("\"damages\":[]"), json);
  }

  private Path newestButOne() throws IOException {
    try (var files = Files.list(data)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
      return logs.getFirst();
    }
  }

  private void damage() throws IOException {
    start(data).close(); // what is damaged is not the end
    Path file = newestButOne();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("kept/7")] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void damageIsToldAndTheCodeIsOne() throws IOException {
    damage();
    String told = told(1, "check", data.toString());
    assertTrue(told.contains("damaged: segment "), told);
    assertTrue(told.contains("\ndamaged: " + data + ": "), told);
    String json = told(1, "check", "--json", data.toString());
    assertTrue(json.contains("\"sound\":false"), json);
    assertTrue(
        refused(1, "compact", data.toString())
            .contains("a store that is damaged is not compacted"));
    captured.out();
  }

  @Test
  void aDamagedCopyIsMadeAndTakenOnlyByWhomeverInsists() throws IOException {
    damage();
    String copy = folder.resolve("copy").toString();
    String again = folder.resolve("again").toString();
    assertEquals(
        "heddle: the store is damaged, and so is the copy\n",
        refused(1, "backup", copy, data.toString()));
    captured.out();
    assertEquals(
        "heddle: nothing was restored; --damaged restores what is left\n",
        refused(1, "restore", copy, again));
    assertFalse(Files.exists(folder.resolve("again")));
    captured.out();
    told(1, "restore", "--damaged", copy, again);
    start(Path.of(again)).close();
  }

  @Test
  void thatOfTheImageIsMeantWhereNobodyNamesOne() {
    assertEquals(told(0, "stats", data.toString()), told(0, "stats"));
  }

  @Test
  void twoIsNoAnswer() throws IOException {
    assertEquals(
        "heddle: no folder of a store: name it, or set data.directory\n",
        refused(2, "check", "-D", "data.directory="));
    String none = folder.resolve("none").toString();
    assertEquals("heddle: there is no folder " + none + "\n", refused(2, "stats", none));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "heddle: there is no store in " + empty + "\n", refused(2, "dump", empty.toString()));
    assertEquals(2, run("check", "-D", "data.directry=x"));
    captured.err();
    try (Broker broker = start(data)) {
      String taken = "heddle: a broker uses the folder " + data + ": stop it first\n";
      for (String command : List.of("check", "stats", "dump", "compact")) {
        assertEquals(taken, refused(2, command, data.toString()));
      }
      assertEquals(taken, refused(2, "backup", none, data.toString()));
      assertEquals(taken, refused(2, "restore", data.toString(), none));
      assertEquals(0, broker.connectedClients());
    }
  }

  @Test
  void theNumbersAreTold() {
    String told = told(0, "stats", data.toString());
    assertTrue(told.contains("retained            19\n"), told);
    assertTrue(told.contains("  message           20\n"), told);
    String json = told(0, "stats", "--json", data.toString());
    assertTrue(json.contains("\"retained\":19"), json);
    assertTrue(json.contains("\"entries\":{"), json);
  }

  @Test
  void eachEntryIsALine() {
    String told = told(0, "dump", data.toString());
    assertTrue(told.contains(" retained topic=kept/7 message="), told);
    assertTrue(told.contains(" unretained topic=kept/0 "), told);
    assertTrue(told.contains(" message client=\"the program\" topic=kept/7 qos=1 "), told);
    assertFalse(told.contains("payload="), told);
    String json = told(0, "dump", "--json", "--payloads", data.toString());
    assertTrue(json.contains("\"topic\":\"kept/7\""), json);
    assertTrue(json.contains("\"payload\":\"dmFsdWUgw7w3\""), json);
    assertEquals("", told(0, "dump", "--client", "nobody", data.toString()));
    assertEquals(20, told(0, "dump", "--client", "the program", data.toString()).lines().count());
  }

  private void hasAll(Path store) {
    start(store).close();
    String told = told(0, "stats", store.toString());
    assertTrue(told.contains("retained            19\n"), told);
  }

  @Test
  void whatIsCompactHasEverything() {
    String told = told(0, "compact", data.toString());
    assertTrue(told.startsWith("ok: " + data + ": 1 segments with "), told);
    hasAll(data);
  }

  @Test
  void aCopyIsRestored() {
    Path copy = folder.resolve("copy");
    Path again = folder.resolve("again");
    String told = told(0, "backup", copy.toString(), data.toString());
    assertTrue(told.startsWith("ok: " + copy + ": "), told);
    assertTrue(refused(2, "backup", copy.toString(), data.toString()).contains("is not empty"));
    told(0, "restore", copy.toString(), "-D", "data.directory=" + again);
    hasAll(again);
    told(0, "check", copy.toString());
  }
}
