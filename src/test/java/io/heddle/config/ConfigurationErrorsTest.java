package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told about their mistakes, word for word. */
class ConfigurationErrorsTest {
  @TempDir Path folder;

  private static List<String> map(Map<String, String> settings) {
    return assertThrows(ConfigurationException.class, () -> Configuration.of(settings)).errors();
  }

  private static List<String> load(Sources sources) {
    return assertThrows(ConfigurationException.class, () -> Configuration.load(sources)).errors();
  }

  private static List<String> environment(String name, String value) {
    return load(new Sources(null, Map.of(name, value), Map.of()));
  }

  /** The errors of a file, without its name at the beginning of each. */
  private List<String> file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("heddle.properties"), text);
    return load(Sources.file(file)).stream()
        .map(error -> error.replace(file.toString(), "FILE"))
        .toList();
  }

  @Test
  void unknownKey() throws IOException {
    assertEquals(
        List.of("FILE:3: queue.mesages: no such key; the nearest is queue.messages"),
        file("# a\n\nqueue.mesages = 5\n"));
    assertEquals(
        List.of("FILE:1: limits.max_packet_size: no such key; the nearest is limits.packet-size"),
        file("limits.max_packet_size = 5\n"));
    assertEquals(List.of("FILE:1: a value without a key"), file("= 5\n"));
  }

  @Test
  void unknownKeyOfAListener() {
    assertEquals(
        List.of("listener.public.prot: no such key; the nearest is listener.public.port"),
        map(Map.of("listener.public.prot", "1")));
    assertEquals(
        List.of("listener.port: no such key; the nearest is listener.tcp.port"),
        map(Map.of("listener.port", "1")));
    assertEquals(
        List.of(
            "listener.My_Net.port: 'My_Net' cannot name a listener; allowed is lower-case letters and digits with single hyphens"
                + " between them"),
        map(Map.of("listener.My_Net.port", "1")));
    for (String name : List.of("-a", "a-", "a--b", "a.b")) {
      assertEquals(1, map(Map.of("listener." + name + ".port", "1")).size());
    }
  }

  @Test
  void wrongTypeAndOutOfRange() throws IOException {
    assertEquals(
        List.of(
            "FILE:1: queue.messages = many: not a whole number; allowed is a whole number from 1 to 100000000",
            "FILE:2: limits.receive-maximum = 1001: out of range; allowed is a whole number from 1 to 1000",
            "FILE:3: limits.connect-timeout = 5: a time without a unit; allowed is a time from 100ms to 1h, such as 250ms, 30s or 5m",
            "FILE:4: queue.policy = drop: not one of the words; allowed is one of drop-oldest, drop-newest, disconnect, block",
            "FILE:5: listener.tcp.address = : empty; allowed is an address or a host name of this machine"),
        file(
            """
            queue.messages = many
            limits.receive-maximum = 1001
            limits.connect-timeout = 5
            queue.policy = drop
            listener.tcp.address =
            """));
  }

  @Test
  void aCommentBehindAValue() throws IOException {
    assertEquals(
        List.of(
            "FILE:1: queue.messages = 5 # few: not a whole number; allowed is a whole number from 1 to 100000000 (a comment needs a"
                + " line of its own)"),
        file("queue.messages = 5 # few\n"));
  }

  @Test
  void aKeyTwice() throws IOException {
    assertEquals(
        List.of("FILE:4: queue.messages: given twice; the first time in line 1"),
        file("queue.messages = 5\n\n\nqueue.messages = 6\n"));
  }

  @Test
  void variables() {
    assertEquals(
        List.of(
            "environment HEDDLE_QUEUE_BLOCK_TIMEOUT: queue.block.timeout: no such key; the nearest is queue.block-timeout"
                + " (HEDDLE_QUEUE_BLOCK__TIMEOUT)"),
        environment("HEDDLE_QUEUE_BLOCK_TIMEOUT", "5s"));
    assertEquals(
        List.of(
            "environment HEDDLE_LISTENER_TCP_PORT: listener.tcp.port = 70000: out of range; allowed is a whole number from 0 to"
                + " 65535"),
        environment("HEDDLE_LISTENER_TCP_PORT", "70000"));
    assertEquals(
        List.of("environment HEDDLE_: a value without a key"), environment("HEDDLE_", "x"));
  }

  @Test
  void options() {
    assertEquals(
        List.of("-D queue.qos0 = 1: neither true nor false; allowed is true or false"),
        load(new Sources(null, Map.of(), Map.of("queue.qos0", "1"))));
  }

  @Test
  void aListenerWithoutTransport() throws IOException {
    assertEquals(
        List.of(
            "FILE:1: listener.public.transport: missing, and 'public' is not a transport itself; allowed is one of tcp, tls, unix, ws, wss"),
        file("listener.public.port = 1884\n"));
  }

  @Test
  void versionsAndCiphersOfTls() throws IOException {
    assertEquals(
        List.of(
            "FILE:3: listener.tls.tls.protocols = TLSv1.3, SSLv3: 'SSLv3' is not known; allowed is one of TLSv1.2, TLSv1.3",
            "FILE:4: listener.tls.tls.ciphers = TLS_AES_128_GCM_SHA256, ECDHE-ECDSA-AES128-GCM-SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256' is not known or not safe; the nearest that is allowed is TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        file(
            "listener.tls.tls.certificate = a.crt\n\nlistener.tls.tls.protocols = TLSv1.3, SSLv3\n"
                + "listener.tls.tls.ciphers = TLS_AES_128_GCM_SHA256, ECDHE-ECDSA-AES128-GCM-SHA256\n"));
  }

  @Test
  void aListenerIsToldOfOnce() {
    assertEquals(
        List.of(
            "listener.public.transport = quic: not one of the words; allowed is one of tcp, tls, unix, ws, wss"),
        map(Map.of("listener.public.transport", "quic", "listener.public.port", "1883")));
  }

  @Test
  void twoListenersOnOnePort() throws IOException {
    assertEquals(
        List.of("FILE:3: listener.tcp.port = 1884: listener.a has 127.0.0.1:1884 already"),
        file("listener.a.transport = tcp\nlistener.a.port = 1884\nlistener.tcp.port = 1884\n"));
    assertEquals(
        List.of("listener.tcp.port: listener.a has 127.0.0.1:1883 already"),
        map(Map.of("listener.a.transport", "tcp", "listener.tcp.connections", "5")));
  }

  @Test
  void allAtOnceFromAllSources() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f"),
            "a = 1\nqueue.bytes = x\nlistener.b.port = 1\ndata.directory = \\uXYZ\n");
    Sources sources =
        new Sources(
            file,
            Map.of("HEDDLE_B", "1", "HEDDLE_ADMIN_PORT", "x"),
            Map.of("queue.qos0", "perhaps"));
    List<String> errors = load(sources);
    assertEquals(7, errors.size(), errors::toString);
    ConfigurationException thrown =
        assertThrows(ConfigurationException.class, () -> Configuration.load(sources));
    assertEquals(String.join(System.lineSeparator(), errors), thrown.getMessage());
  }

  @Test
  void aStrongerSourceDoesNotHideAMistake() {
    assertEquals(
        2,
        load(new Sources(
                null,
                Map.of("HEDDLE_QUEUE_QOS0", "1"),
                Map.of("queue.qos0", "true", "queue.bytes", "1")))
            .size());
  }

  @Test
  void aFileThatIsNotThere() {
    Path none = folder.resolve("none");
    assertEquals(List.of(none + ": there is no such file"), load(Sources.file(none)));
  }
}
