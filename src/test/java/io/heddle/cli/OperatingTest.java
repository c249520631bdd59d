package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that ask a running broker. */
class OperatingTest {
  private Broker broker;
  private String url;

  @BeforeEach
  void start() {
    broker = Heddle.start(Map.of("listener.tcp.port", "0", "admin.port", "0"));
    url = "http://127.0.0.1:" + broker.adminEndpoint().orElseThrow().getPort();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private record Run(int code, String out, String err) {}

  private Run run(String... words) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    Map<String, String> environment = Map.of("HEDDLE_ADMIN_URL", url);
    int code = new Commands(captured.terminal(environment, Path.of(".")), none, words).run();
    return new Run(code, captured.out(), captured.err());
  }

  private String told(String... words) {
    Run run = run(words);
    assertEquals(0, run.code(), run.err());
    assertEquals("", run.err());
    return run.out();
  }

  /** Runs a client of our own in the same process until it is connected, by way of its command. */
  private void client(String id, String filter) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    String port = String.valueOf(broker.endpoints().getFirst().getPort());
    Thread.ofVirtual()
        .start(() ->
            new Commands(
                    captured.terminal(Map.of(), Path.of(".")),
                    none,
                    "sub",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    port,
                    "-c",
                    "-i",
                    id,
                    "-q",
                    "1",
                    "-t",
                    filter)
                .run());
    while (!run("sessions", "show", id).out().contains(filter)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void clientsAreListedShownAndDisconnected() {
    assertEquals("CLIENT  USER  ADDRESS  LISTENER  MQTT  SINCE  RECEIVED  SENT\n", told("clients"));
    assertEquals("[]\n", told("clients", "--json"));
    client("pump-7", "plant/#");
    client("screen\u001b[2J", "plant/+");
    List<String> lines = told("clients").lines().toList();
    assertEquals(3, lines.size());
    assertTrue(
        lines.get(1).matches("pump-7 +- +127\\.0\\.0\\.1:\\d+ +tcp +5\\.0 +\\S+Z +0 +0"),
        lines.get(1));
    assertTrue(lines.get(2).startsWith("screen\\u001b[2J "), lines.get(2));
    assertEquals(2, told("clients", "--prefix", "pump").lines().count());
    assertEquals(2, told("clients", "--limit", "1").lines().count());
    String json = told("clients", "--json");
    assertTrue(json.startsWith("[\n{\"clientId\":\"pump-7\","), json);
    assertTrue(told("clients", "show", "pump-7").contains("protocol                   5.0\n"));
    assertEquals("disconnected: pump-7\n", told("clients", "disconnect", "pump-7"));
    Until.so("it is gone", () -> run("clients", "show", "pump-7").code() == 1);
    Run gone = run("clients", "show", "pump-7");
    assertTrue(gone.err().startsWith("heddle: "), gone.err());
    assertEquals(
        "{\"disconnected\":\"screen\\u001b[2J\"}\n",
        told("clients", "disconnect", "--json", "screen\u001b[2J"));
  }

  private static Message message(String topic, String text) {
    return Message.of(TopicName.of(topic), Bytes.utf8(text), Qos.AT_LEAST_ONCE);
  }

  @Test
  void sessionsAreListedShownAndDeleted() {
    client("keeper", "orders/#");
    told("clients", "disconnect", "keeper");
    broker.services().messages().publish(message("orders/1", "x"));
    String list = told("sessions", "--disconnected");
    assertTrue(
        list.lines().toList().get(1).matches("keeper +no +\\S+ +1 +1 +0 +0 +0 +-?\\d*"), list);
    assertEquals(1, told("sessions", "--connected").lines().count());
    assertTrue(
        told("sessions", "show", "keeper").contains("\norders/#    1  ordinary"),
        told("sessions", "show", "keeper"));
    assertEquals("deleted: keeper\n", told("sessions", "delete", "keeper"));
    assertEquals(1, told("sessions").lines().count());
    assertEquals(1, run("sessions", "delete", "keeper").code());
  }

  @Test
  void topicsAreListedShownAndCleared() {
    for (int i = 0; i < 2500; i++) {
      broker.services().retained().put(message("many/" + i, "value " + i));
    }
    assertEquals(2501, told("topics").lines().count());
    String one = told("topics", "--filter", "many/7");
    assertTrue(
        one.startsWith("TOPIC   BYTES  QOS  PUBLISHER  EXPIRES  PAYLOAD\nmany/7      7    1  "),
        one);
    assertEquals("value 7\n", told("topics", "get", "many/7"));
    assertEquals("cleared: many/7\n", told("topics", "clear", "many/7"));
    assertEquals(1, run("topics", "get", "many/7").code());
    assertEquals("cleared: 2499 topics\n", told("topics", "clear", "many/#"));
    assertEquals(1, told("topics").lines().count());
  }

  @Test
  void bansAreAddedListedAndRemoved() {
    assertEquals(
        "banned: clientId pump-7 reason noise\n",
        told("ban", "add", "--client", "pump-7", "--reason", "noise"));
    assertTrue(
        told("ban", "add", "--address", "192.0.2.0/24", "--for", "2h")
            .matches("banned: addresses 192\\.0\\.2\\.0/24 until \\S+Z\n"));
    String list = told("ban");
    assertTrue(list.contains("pump-7"), list);
    assertTrue(list.contains("192.0.2.0/24"), list);
    assertEquals("removed: clientId pump-7\n", told("ban", "remove", "--client", "pump-7"));
    assertEquals(2, told("ban", "list").lines().count());
    assertEquals(1, run("ban", "remove", "--client", "pump-7").code());
  }

  @Test
  void whoMayNotOrAsksNobodyIsToldSo() {
    Run nobody = run("clients", "--url", "http://127.0.0.1:1");
    assertEquals(1, nobody.code());
    assertTrue(
        nobody.err().startsWith("heddle: no answer from http://127.0.0.1:1/api/v1: "),
        nobody.err());
    Run other =
        run("clients", "--url", "http://127.0.0.1:" + broker.endpoints().getFirst().getPort());
    assertEquals(1, other.code());
    assertTrue(other.err().startsWith("heddle: "), other.err());
  }

  /** A server that has what other parts of the broker answer. */
  private static HttpServer stub(BlockingQueue<String> asked, String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void explanationsAreSentencesAndTheVerdictIsTheExitCode() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HttpServer server =
        stub(asked, "{\"verdict\":\"nobody\",\"text\":[\"It is taken.\",\"Nobody subscribes.\"]}");
    try {
      String there = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/";
      Run run =
          run(
              "explain",
              "publish",
              "--client",
              "a b",
              "--topic",
              "x/ü&y",
              "--qos",
              "1",
              "--retain",
              "--size",
              "7",
              "--url",
              there,
              "--token",
              "ann.secret");
      assertEquals(new Run(1, "It is taken.\nNobody subscribes.\n", ""), run);
      assertEquals(
          "GET /api/v1/explain/publish?client=a%20b&topic=x%2F%C3%BC%26y&qos=1&size=7&retain=true Bearer ann.secret",
          asked.take());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsAllowedIsAnsweredByTheExitCode() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HttpServer server = stub(asked, "{\"verdict\":\"let-in\",\"text\":[\"Yes.\"]}");
    try {
      String there = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals(
          new Run(0, "Yes.\n", ""),
          run(
              "explain",
              "connect",
              "--client",
              "c",
              "--username",
              "u",
              "--address",
              "192.0.2.7",
              "--url",
              there));
      assertEquals(
          "GET /api/v1/explain/connect?client=c&username=u&address=192.0.2.7 null", asked.take());
      assertEquals(
          0,
          run("explain", "subscribe", "--client", "c", "--filter", "a/#", "--json", "--url", there)
              .code());
      assertEquals("GET /api/v1/explain/subscribe?client=c&filter=a%2F%23 null", asked.take());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatAClientDoesNowIsToldForPeople() throws Exception {
    client("a/b", "plant/#");
    String told = told("clients", "now", "a/b");
    assertTrue(told.startsWith("mqtt-a/b, reader: waits for the next packet\n    at "), told);
    assertTrue(
        told.contains(
            "\nwaiting: 0 messages with 0 bytes; on the way to its socket: 0 bytes\nin flight: 0 of "),
        told);
    assertTrue(told.contains("Z  from it  connect "), told);
    assertTrue(told("clients", "now", "a/b", "--json").startsWith("{\"clientId\":\"a/b\""));
    assertEquals(1, run("clients", "now", "nobody").code());
  }

  @Test
  void aRunningBrokerExplains() throws Exception {
    client("a/b", "plant/#");
    String told = told("explain", "publish", "--client", "c", "--topic", "plant/1");
    assertTrue(told.contains("1 subscription matches \"plant/1\""), told);
    assertEquals(1, run("explain", "publish", "--client", "c", "--topic", "nowhere").code());
    told("explain", "connect", "--client", "c");
    told("explain", "subscribe", "--client", "c", "--filter", "a/#");
  }
}
