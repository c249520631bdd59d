package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.spec.Raw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker behind a proxy, on a real socket. */
@Timeout(60)
class ProxiedListenerTest {
  private static final byte[] CONNECT = Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000");

  private static Broker start(String from) {
    return Heddle.start(
        Map.of(
            "listener.tcp.port", "0",
            "listener.tcp.connect-timeout", "300ms",
            "listener.tcp.proxy-protocol", "on",
            "listener.tcp.proxy-protocol.from", from));
  }

  private static Socket connect(Broker broker) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), broker.endpoints().getFirst().getPort());
  }

  @Test
  void aClientBehindAProxy() throws Exception {
    try (Broker broker = start("127.0.0.0/8");
        Socket socket = connect(broker)) {
      socket
          .getOutputStream()
          .write(Raw.bytes("0d0a0d0a 000d0a51 5549540a 21 11 000c 7f000001 7f000001 dc04 01bb"));
      socket.getOutputStream().write(CONNECT);
      assertEquals(0x20, socket.getInputStream().read(), "CONNACK");
    }
  }

  @Test
  void aConnectionFromElsewhereIsClosedAtOnce() throws Exception {
    try (Broker broker = start("192.0.2.0/24, ::1");
        Socket socket = connect(broker)) {
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aClientThatComesItselfIsClosed() throws Exception {
    try (Broker broker = start("127.0.0.1");
        Socket socket = connect(broker)) {
      socket.getOutputStream().write(CONNECT);
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aHeaderHasAsMuchTimeAsTheConnect() throws Exception {
    try (Broker broker = start("127.0.0.1");
        Socket socket = connect(broker)) {
      socket.getOutputStream().write(Raw.bytes("<PROXY TCP>"));
      assertEquals(-1, socket.getInputStream().read());
    }
  }
}
