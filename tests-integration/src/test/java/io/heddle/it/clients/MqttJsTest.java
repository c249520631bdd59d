package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.heddle.it.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * MQTT.js, in all three versions: the scenarios are written in its own language, in the folder
 * {@code js}. Their names stand here too, so that none is left out in silence.
 */
class MqttJsTest {
  @RegisterExtension
  static final RunningImage BROKER =
      new RunningImage("subscribe.deny=test/nosubscribe", "limits.keep-alive=60s");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final List<String> ALL_VERSIONS =
      List.of(
          "messages-qos-0",
          "retained-qos-0",
          "will-qos-0",
          "messages-qos-1",
          "retained-qos-1",
          "will-qos-1",
          "messages-qos-2",
          "retained-qos-2",
          "will-qos-2",
          "resume-qos-1",
          "resume-qos-2",
          "unsubscribe",
          "takeover");

  private static final List<String> FIVE =
      List.of(
          "user-properties-in-order",
          "properties-of-a-will",
          "request-and-response",
          "subscription-identifiers",
          "shared-subscription",
          "topic-alias-of-the-client",
          "topic-alias-of-the-server",
          "no-local",
          "retain-handling",
          "retain-as-published",
          "message-expiry",
          "session-expiry-in-disconnect",
          "reason-codes",
          "taken-over",
          "receive-maximum",
          "maximum-packet-size",
          "assigned-client-identifier",
          "server-keep-alive");

  @TestFactory
  Stream<DynamicTest> version31() throws IOException {
    return scenarios("3", ALL_VERSIONS);
  }

  @TestFactory
  Stream<DynamicTest> version311() throws IOException {
    return scenarios("4", ALL_VERSIONS);
  }

  @TestFactory
  Stream<DynamicTest> version5() throws IOException {
    List<String> names = new ArrayList<>(ALL_VERSIONS);
    names.addAll(FIVE);
    return scenarios("5", names);
  }

  @TestFactory
  Stream<DynamicTest> version31OverWebSocket() throws IOException {
    return scenarios("3", ALL_VERSIONS, "ws");
  }

  @TestFactory
  Stream<DynamicTest> version311OverWebSocket() throws IOException {
    return scenarios("4", ALL_VERSIONS, "ws");
  }

  @TestFactory
  Stream<DynamicTest> version5OverWebSocket() throws IOException {
    List<String> names = new ArrayList<>(ALL_VERSIONS);
    names.addAll(FIVE);
    return scenarios("5", names, "ws");
  }

  private static Stream<DynamicTest> scenarios(String version, List<String> names)
      throws IOException {
    return scenarios(version, names, "tcp");
  }

  /** Runs them all, then has a test for each. */
  private static Stream<DynamicTest> scenarios(String version, List<String> names, String scheme)
      throws IOException {
    String port = Integer.toString(BROKER.port(scheme));
    List<String> words = List.of("node", "scenarios.mjs", port, version, scheme);
    try (Command node = Command.run(words, Map.of(), Path.of("js"))) {
      node.awaitExit(LIMIT);
      List<String> lines = node.stdout().stream().skip(1).toList();
      DynamicTest complete =
          dynamicTest(
              "every scenario was run",
              () ->
                  assertEquals(
                      names, lines.stream().map(MqttJsTest::name).toList(), node::toString));
      return Stream.concat(
          Stream.of(complete),
          lines.stream()
              .map(line -> dynamicTest(name(line), () -> assertEquals("ok " + name(line), line))));
    }
  }

  /** The name in {@code ok NAME} or {@code failed NAME: REASON}. */
  private static String name(String line) {
    return line.substring(line.indexOf(' ') + 1).replaceFirst(":.*", "");
  }
}
