package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hundreds of addresses begin handshakes and never end them; an honest client comes all the same.
 */
@Timeout(120)
class HalfHandshakesTest {
  private static final int ADDRESSES = 300;

  private final Authority authority = Authority.shared();
  private final byte[] hello = hello();
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean over;

  /** What a client says first. */
  private byte[] hello() {
    try {
      SSLEngine engine = Encounter.client(authority, null).createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), bytes);
      byte[] first = new byte[bytes.flip().remaining()];
      bytes.get(first);
      return first;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Socket from(String address, InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(to);
    return socket;
  }

  /** Again and again, each time waiting for the answer, which has cost the broker its work. */
  private void flood(String address, InetSocketAddress to) {
    while (!over) {
      try (Socket socket = from(address, to)) {
        socket.setSoTimeout(1000);
        socket.getOutputStream().write(hello);
        socket.getInputStream().read();
        sent.incrementAndGet();
      } catch (IOException refused) {
        // and once more
      }
    }
  }

  @Test
  void anHonestClientComesIn() throws Exception {
    Map<String, String> settings =
        Map.of(
            "listener.tls.port", "0",
            "listener.tls.tls.certificate", authority.file("ec.crt").toString(),
            "listener.tls.tls.key", authority.file("ec.key").toString());
    try (Broker broker = Heddle.start(settings)) {
      int port =
          broker.endpoints().stream()
              .filter(uri -> uri.getScheme().equals("mqtts"))
              .findFirst()
              .orElseThrow()
              .getPort();
      InetSocketAddress to = new InetSocketAddress("127.0.0.1", port);
      for (int i = 0; i < ADDRESSES; i++) {
        String address = "127.0." + (1 + i / 200) + "." + (1 + i % 200);
        Thread.startVirtualThread(() -> flood(address, to));
      }
      try {
        Until.so("the flood is there", () -> sent.get() > ADDRESSES);
        for (int i = 0; i < 5; i++) {
          honest(to);
        }
      } finally {
        over = true;
      }
      assertTrue(sent.get() > ADDRESSES);
    }
  }

  private void honest(InetSocketAddress to) throws IOException {
    try (Socket below = from("127.0.0.1", to);
        SSLSocket socket =
            (SSLSocket)
                Encounter.client(authority, null)
                    .getSocketFactory()
                    .createSocket(below, "127.0.0.1", to.getPort(), true)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000"));
      assertEquals(0x20, socket.getInputStream().read(), "CONNACK");
    }
  }
}
