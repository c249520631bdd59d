package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.ClientInfo;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.Verdict;
import io.heddle.spec.Raw;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks see where a client comes from, and decide by that, over every transport. */
@Timeout(60)
class HooksByTransportTest {
  private static final byte[] CONNECT = Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000");
  private static final byte[] HEADER =
      "PROXY TCP4 203.0.113.9 127.0.0.1 4711 1883\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Authority authority = Authority.shared();
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /** Everybody but those from one address, and those that come by one listener. */
  private final ConnectInterceptor door =
      (request, terms) -> {
        String where = where(request.client().peer());
        return where.contains("203.0.113.66") || where.contains("wss")
            ? Verdict.deny("not from there")
            : Verdict.allow();
      };

  private final Observer observer =
      new Observer() {
        @Override
        public void connected(ClientInfo client) {
          seen.add(where(client.client().peer()));
        }
      };

  @AutoClose
  private final Broker broker =
      Heddle.builder()
          .set(
              Map.ofEntries(
                  Map.entry("anonymous", "allow"),
                  Map.entry("listener.tls.port", "0"),
                  Map.entry("listener.tls.tls.certificate", file("ec.crt")),
                  Map.entry("listener.tls.tls.key", file("ec.key")),
                  Map.entry("listener.tls.tls.client-certificate", "optional"),
                  Map.entry("listener.tls.tls.ca", file("ca.crt")),
                  Map.entry("listener.wss.port", "0"),
                  Map.entry("listener.wss.tls.certificate", file("ec.crt")),
                  Map.entry("listener.wss.tls.key", file("ec.key")),
                  Map.entry("listener.ws.port", "0"),
                  Map.entry("listener.ws.proxy-protocol", "on"),
                  Map.entry("listener.ws.proxy-protocol.from", "127.0.0.1"),
                  Map.entry("listener.tcp.port", "0"),
                  Map.entry("listener.tcp.proxy-protocol", "on"),
                  Map.entry("listener.tcp.proxy-protocol.from", "127.0.0.1")))
          .hook("door", door)
          .hook("observer", observer)
          .start();

  private String file(String name) {
    return authority.file(name).toString();
  }

  private static String where(Peer peer) {
    String address =
        peer.address() == null ? "nowhere" : peer.address().getAddress().getHostAddress();
    String subject =
        peer.certificates().isEmpty()
            ? "nobody"
            : peer.certificates().getFirst().getSubjectX500Principal().getName();
    return peer.listener() + " " + address + " " + subject;
  }

  private int port(String scheme) {
    return broker.endpoints().stream()
        .filter(uri -> uri.getScheme().equals(scheme))
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  private Wire tls(String scheme, @Nullable String certificate) throws Exception {
    SocketFactory sockets = Encounter.client(authority, certificate).getSocketFactory();
    return new SocketWire(port(scheme), sockets);
  }

  private String connected(Wire wire) throws InterruptedException {
    assertEquals(0, code(wire));
    return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
  }

  /** The Reason Code of CONNACK. */
  private static int code(Wire wire) {
    wire.send(CONNECT);
    byte[] answer = new byte[4];
    int length = 0;
    while (length < answer.length) {
      byte[] some = new byte[answer.length - length];
      int read = wire.read(some, Duration.ofSeconds(10));
      System.arraycopy(some, 0, answer, length, read);
      length += read;
    }
    assertEquals(0x20, answer[0]);
    return answer[3] & 0xFF;
  }

  @Test
  void tlsAndTheSubjectOfACertificate() throws Exception {
    assertEquals("tls 127.0.0.1 CN=client,O=Works", connected(tls("mqtts", "client")));
    assertEquals("tls 127.0.0.1 nobody", connected(tls("mqtts", null)));
  }

  @Test
  void theAddressThatAProxyNames() throws Exception {
    Wire wire = new SocketWire(port("tcp"));
    wire.send(HEADER);
    assertEquals("tcp 203.0.113.9 nobody", connected(wire));
    Wire elsewhere = new SocketWire(port("tcp"));
    elsewhere.send(
        new String(HEADER, StandardCharsets.US_ASCII)
            .replace("203.0.113.9", "203.0.113.66")
            .getBytes(StandardCharsets.US_ASCII));
    assertEquals(0x87, code(elsewhere));
  }

  @Test
  void webSocket() throws Exception {
    Wire below = new SocketWire(port("ws"));
    below.send(HEADER);
    assertEquals("ws 203.0.113.9 nobody", connected(WsWire.open(below)));
    assertEquals(0x87, code(WsWire.open(tls("wss", null))));
  }
}
