package io.heddle.spec.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Version;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import io.heddle.spec.WsWire;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP request that asks for a WebSocket. */
class HandshakeSpec {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @RegisterExtension final Stage stage = Stage.plain();
  @RegisterExtension final Stage hurried = Stage.with("limits.connect-timeout", "1s");

  private WsWire ask(String from, String to) {
    assertTrue(WsWire.request().contains(from), from);
    return WsWire.ask(stage.webSocket(), head -> head.replace(from, to));
  }

  private void expectAccepted(WsWire wire) {
    assertTrue(wire.answer().startsWith("HTTP/1.1 101 "), wire.answer());
    stage.over(wire, Version.MQTT_5_0).connect(Login.v5(stage.name("c")));
  }

  /** The key and its answer are an example of RFC 6455, 1.3. */
  @Test
  void theKeyIsAnswered() {
    WsWire wire = ask("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==");
    String answer = wire.answer();
    assertTrue(answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), answer);
    assertTrue(answer.contains("Upgrade: websocket\r\n"), answer);
    assertTrue(answer.contains("Connection: Upgrade\r\n"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mqtt                    | mqtt",
        "mqttv3.1, mqtt          | mqtt",
        "chat,  mqtt , mqttv3.1  | mqtt",
        "mqttv3.1                | mqttv3.1",
      })
  @Tag("3.1.1/MQTT-6.0.0-4")
  @Tag("5.0/MQTT-6.0.0-4")
  void theSubprotocolIsMqtt(String offered, String chosen) {
    WsWire wire = ask("Sec-WebSocket-Protocol: mqtt", "Sec-WebSocket-Protocol: " + offered);
    String answer = wire.answer();
    assertTrue(answer.contains("Sec-WebSocket-Protocol: " + chosen + "\r\n"), answer);
    expectAccepted(wire);
  }

  @Test
  @Tag("3.1.1/MQTT-6.0.0-4")
  @Tag("5.0/MQTT-6.0.0-4")
  void offersMayStandInSeveralHeaders() {
    expectAccepted(
        ask(
            "Sec-WebSocket-Protocol: mqtt",
            "sec-websocket-protocol: chat\r\nSEC-WEBSOCKET-PROTOCOL: mqtt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sec-WebSocket-Protocol: \r\n",
        "Sec-WebSocket-Protocol: chat\r\n",
        "Sec-WebSocket-Protocol: MQTT\r\n",
        "Sec-WebSocket-Protocol: mqttv5\r\n",
        "X-WebSocket-Protocol: mqtt\r\n"
      })
  void withoutTheSubprotocolThereIsNoWebSocket(String header) {
    WsWire wire = ask("Sec-WebSocket-Protocol: mqtt\r\n", header);
    assertTrue(wire.answer().startsWith("HTTP/1.1 400 "), wire.answer());
    assertEquals("the client must offer the sub-protocol mqtt or mqttv3.1\n", wire.body());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Upgrade: websocket | Upgrade: WebSocket",
        "Upgrade: websocket | UPGRADE: WEBSOCKET",
        "Upgrade: websocket | upgrade: wEbsOcKeT",
        "Connection: keep-alive, Upgrade | connection: upgrade",
        "Connection: keep-alive, Upgrade | Connection: Upgrade, keep-alive",
        "Connection: keep-alive, Upgrade | CONNECTION: KEEP-ALIVE,UPGRADE",
        "Connection: keep-alive, Upgrade | Connection: keep-alive\\r\\nConnection: uPGRADE",
        "/mqtt | /ws",
        "/mqtt | /mqtt?token=abc",
        "/mqtt | /%6dqtt",
        "Host: localhost:8080 | Host: [::1]:8080",
        "Host: localhost:8080 | Host: localhost:8080\\r\\nOrigin: http://localhost:3000",
        "Host: localhost:8080 | Host: localhost:8080\\r\\nOrigin: https://127.0.0.1",
        "Host: localhost:8080 | Host: localhost:8080\\r\\nOrigin: http://[::1]:8000",
        "Host: localhost:8080 | Host: localhost:8080\\r\\nSec-WebSocket-Extensions: permessage-deflate",
        "Host: localhost:8080 | Host: localhost:8080\\r\\nContent-Length: 0",
      })
  void isTaken(String from, String to) {
    WsWire wire = ask(from, unescaped(to));
    expectAccepted(wire);
    assertTrue(!wire.answer().contains("Extensions"), wire.answer());
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/mqtt | / | 404",
        "/mqtt | /mqtt/ | 404",
        "/mqtt | /mqtt/../secret | 404",
        "GET | POST | 405",
        "Upgrade: websocket\\r\\n | '' | 426",
        "Upgrade: websocket | Upgrade: h2c | 426",
        "keep-alive, Upgrade | keep-alive | 426",
        "Version: 13 | Version: 8 | 426",
        "Sec-WebSocket-Version: 13\\r\\n | '' | 426",
        "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZQ== | 400",
        "dGhlIHNhbXBsZSBub25jZQ== | no Base64 | 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n | '' | 400",
        "Host: localhost:8080\\r\\n | '' | 400",
        "Host: localhost:8080 | Host: a\\r\\nHost: b | 400",
        "Host: localhost:8080 | Host: a\\r\\nContent-Length: 4 | 400",
        "Host: localhost:8080 | Host: a\\r\\nTransfer-Encoding: chunked | 400",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: https://evil.example | 403",
        "Host: localhost:8080 | Host: evil.example:8080\\r\\nOrigin: http://evil.example:8080 | 403",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: http://localhost.evil.example | 403",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: http://127.0.0.1.evil.example | 403",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: null | 403",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: file:// | 403",
        "Host: localhost:8080 | Host: a\\r\\nOrigin: http://localhost\\r\\nOrigin: http://b | 403",
        "HTTP/1.1 | HTTP/1.0 | 505",
        "HTTP/1.1 | HTTP/9 | 400",
        "GET /mqtt HTTP/1.1 | \\0\\0\\0 | 400",
        "Host: localhost:8080 | Host localhost | 400",
        "Host: localhost:8080 | Host: a\\nX: b | 400",
      })
  void isRefused(String from, String to, int status) {
    WsWire wire = ask(unescaped(from), unescaped(to));
    assertTrue(wire.answer().startsWith("HTTP/1.1 " + status + " "), wire.answer());
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
  }

  @Test
  void anAnswerThatRefusesSaysWhyInWords() {
    WsWire wire = ask("/mqtt", "/somewhere");
    assertTrue(wire.answer().contains("Connection: close\r\n"), wire.answer());
    assertTrue(wire.answer().contains("Content-Type: text/plain"), wire.answer());
    assertEquals("MQTT is at /mqtt and /ws\n", wire.body());
  }

  @Test
  void aHeadWithoutEndIsRefused() {
    WsWire wire = ask("Host: localhost:8080", "Host: a\r\nX-Large: " + "x".repeat(20_000));
    assertTrue(wire.answer().startsWith("HTTP/1.1 400 "), wire.answer());
    WsWire line = ask("/mqtt", "/" + "x".repeat(4000));
    assertTrue(line.answer().startsWith("HTTP/1.1 414 "), line.answer());
  }

  @Test
  void whoSendsItsHeadersSlowlyIsCutInTime() {
    var wire = hurried.webSocket();
    long since = System.nanoTime();
    byte[] buffer = new byte[100];
    int count = 0;
    for (byte next : WsWire.request().getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
      wire.send(new byte[] {next});
      count = wire.read(buffer, Duration.ofMillis(50));
      if (count < 0) {
        break;
      }
    }
    count = count == 0 ? wire.read(buffer, LIMIT) : count;
    assertEquals(-1, count);
    assertTrue(System.nanoTime() - since < 5e9);
  }
}
