package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.connection.Surroundings;
import io.heddle.spec.Raw;
import io.heddle.spec.SocketWire;
import io.heddle.spec.WsWire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket over real sockets, on carriers of ours and on the JDK's scheduler. */
@Timeout(120)
class WsSocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] CONNECT = Raw.packet(0x10, "'MQTT' 04 02 0000 ''");
  private static final byte[] SUBSCRIBE = Raw.packet(0x82, "0001 't' 00");
  private static final byte[] PUBLISH = Raw.packet(0x30, "'t' <a message for all>");

  private final SystemThreads threads = new SystemThreads();
  private final SystemTimer timer = new SystemTimer(threads);
  private final Configuration settings =
      settings(
          Map.of(
              "listener.ws.port", "0",
              "listener.ws.forwarded-from", "127.0.0.1",
              "limits.connect-timeout", "1h"));
  private final Core core = new Core(settings.broker(), Machines.of(timer));
  private Sockets sockets = Sockets.blocking(threads::start);
  private Listeners listeners;

  private static Configuration settings(Map<String, String> pairs) {
    try {
      return Configuration.of(pairs);
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private int open(boolean blocking) throws IOException {
    if (!blocking) {
      sockets = Sockets.open(threads::heavy, threads::start);
    }
    core.start("over sockets");
    Surroundings surroundings = Surroundings.of(core, settings.connection());
    var web =
        settings.listeners().stream()
            .filter(one -> one.transport() instanceof Transport.Ws)
            .toList();
    assertEquals(1, web.size());
    listeners = Listeners.bind(web, Duration.ZERO, surroundings, sockets);
    listeners.start();
    return listeners.uris().getFirst().getPort();
  }

  @AfterEach
  void close() {
    listeners.close();
    listeners.cutConnections();
    timer.close();
  }

  private static WsWire client(int port) {
    WsWire wire = WsWire.open(new SocketWire(port));
    wire.send(CONNECT);
    return wire;
  }

  /** Reads until this many bytes of payloads have come, or the end. */
  private static int read(WsWire wire, int most) {
    byte[] room = new byte[8192];
    int total = 0;
    int count = 0;
    while (total < most && (count = wire.read(room, LIMIT)) > 0) {
      total += count;
    }
    assertTrue(count != 0, "nothing came within the limit");
    return total;
  }

  /** Somebody else writes to the client all the while. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCloseIsAnswered(boolean blocking) throws Exception {
    int port = open(blocking);
    WsWire publisher = client(port);
    byte[] many = Raw.join(PUBLISH, PUBLISH, PUBLISH, PUBLISH);
    Thread busy =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                publisher.send(many);
              }
            });
    for (int i = 0; i < 100; i++) {
      WsWire wire = client(port);
      wire.send(SUBSCRIBE);
      read(wire, 4 + 5 + 10 * PUBLISH.length);
      wire.sendRaw(WsWire.frame(0x88, Raw.bytes("0FA0")));
      read(wire, Integer.MAX_VALUE);
      assertEquals(4000, wire.closeCode(), "client " + i);
      wire.close();
    }
    busy.interrupt();
    busy.join();
    publisher.abort();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Upgrade: websocket | Upgrade: WebSocket",
        "Upgrade: websocket | UPGRADE: wEbSOCKEt",
        "Connection: keep-alive, Upgrade | Connection: Upgrade, keep-alive",
        "Connection: keep-alive, Upgrade | connection: KEEP-ALIVE , uPGRADE",
      })
  void noCaseOfLettersMatters(String from, String to) throws IOException {
    WsWire wire = WsWire.ask(new SocketWire(open(false)), head -> head.replace(from, to));
    assertTrue(wire.answer().startsWith("HTTP/1.1 101 "), wire.answer());
    wire.send(CONNECT);
    assertEquals(4, read(wire, 4));
    wire.close();
  }

  @ParameterizedTest
  @CsvSource({"unknown, 400", "'', 400", "203.0.113.7, 101"})
  void aProxyThatTellsNoAddressIsToldSo(String client, int status) throws IOException {
    String header = "\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    SocketWire socket = new SocketWire(open(false));
    WsWire wire = WsWire.ask(socket, head -> head.replace("\r\n\r\n", header));
    assertTrue(wire.answer().startsWith("HTTP/1.1 " + status), wire.answer());
    if (status == 400) {
      assertEquals("the proxy sends an X-Forwarded-For that has no address\n", wire.body());
    }
    wire.abort();
  }

  /** Not in an hour, when the time for CONNECT is over. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /mqtt", "GET /", "POST /mqtt", "HEAD /mqtt"})
  void whoWantsNoWebSocketIsAnsweredAndLeft(String line) throws IOException {
    SocketWire socket = new SocketWire(open(false));
    WsWire wire = WsWire.ask(socket, head -> line + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertTrue(wire.answer().startsWith("HTTP/1.1 4"), wire.answer());
    assertTrue(wire.answer().contains("Connection: close\r\n"), wire.answer());
    wire.body();
  }

  /** A client that sends byte by byte what it announced as a long frame, and never ends it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packetsAreTakenByteByByteOfAFrameWithoutEnd(boolean blocking) throws IOException {
    byte[] packets = Raw.join(CONNECT, SUBSCRIBE, PUBLISH);
    byte[] frame = WsWire.frame(0x82, Arrays.copyOf(packets, 1_000_000));
    WsWire wire = WsWire.open(new SocketWire(open(blocking)));
    for (byte next : Arrays.copyOf(frame, 14 + packets.length)) {
      wire.sendRaw(new byte[] {next});
    }
    assertEquals(4 + 5 + PUBLISH.length, read(wire, 4 + 5 + PUBLISH.length));
    wire.close();
  }
}
