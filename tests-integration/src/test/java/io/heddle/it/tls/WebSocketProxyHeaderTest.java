package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PROXY protocol in front of WebSocket: log and rules see the client and not HAProxy. */
class WebSocketProxyHeaderTest {
  private static final Authority AUTHORITY = Authority.temporary();

  @TempDir static Path rules;

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    Path file =
        Files.writeString(
            rules.resolve("rules.acl"),
            """
            deny address 127.0.0.4 connect
            allow address 127.0.0.2 publish,subscribe t
            """);
    List<String> settings =
        new ArrayList<>(List.of("log.level=debug", "acl.file=" + file, "listener.wss.port=0"));
    settings.add("listener.wss.tls.certificate=" + AUTHORITY.file("server.crt"));
    settings.add("listener.wss.tls.key=" + AUTHORITY.file("server.key"));
    for (String transport : List.of("ws", "wss")) {
      settings.add("listener." + transport + ".proxy-protocol=on");
      settings.add("listener." + transport + ".proxy-protocol.from=127.0.0.1");
      settings.add("listener." + transport + ".anonymous=allow");
    }
    image = Image.start(settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  /** The address that TLS is spoken from is that of the socket below it. */
  private static Client open(String transport, String from, int port) {
    if (transport.equals("ws")) {
      return Ways.client(WsWire.open(new SocketWire(port, Ways.from(from))));
    }
    return Ways.client(WsWire.open(secure(from, port)));
  }

  private static Wire secure(String from, int port) {
    SSLSocketFactory tls = AUTHORITY.client().getSocketFactory();
    return new SocketWire(
        port,
        Ways.sockets((host, number) -> {
          Socket plain = Ways.from(from).createSocket(host, number);
          return tls.createSocket(plain, host.getHostAddress(), number, true);
        }));
  }

  @ParameterizedTest
  @CsvSource({
    "ws, send-proxy",
    "ws, send-proxy-v2",
    "wss, send-proxy",
    "wss, send-proxy-v2",
  })
  void logAndRulesSeeTheClient(String transport, String option) throws Exception {
    int port = Proxies.freePort();
    int broker = Ways.port(image, transport, 0);
    String id = transport + "-" + option;
    try (Command proxy = Proxies.haproxy(folder, port, option, broker)) {
      Client client = open(transport, "127.0.0.2", port);
      client.connect(Login.v5(id));
      client.subscribe("t", Qos.AT_LEAST_ONCE);
      client.publish("t", "m", Qos.AT_LEAST_ONCE);
      client.receive("t", Qos.AT_LEAST_ONCE, "m");
      Ways.logged(
          image,
          "client \""
              + id
              + "\" at 127\\.0\\.0\\.2:\\d+ by way of 127\\.0\\.0\\.1:\\d+ is connected");
      Client denied = open(transport, "127.0.0.4", port);
      denied.send(Login.v5(id).packet());
      denied.expectRefused(ReasonCode.NOT_AUTHORIZED);
      assertTrue(proxy.process().isAlive(), proxy::toString);
    }
  }
}
