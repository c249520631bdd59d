package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.tls.Authority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that begin a TLS handshake, make the broker sign and exchange keys, and go away; and some
 * that stall within their first record. Beside them a client that is connected goes on.
 */
@Timeout(120)
class HandshakeFloodTest {
  private static final int FLOODERS = 8;
  private static final int EACH = 250;
  private static final int STALLED = 500;

  @Test
  void whoIsConnectedDoesNotNotice() throws Exception {
    Authority authority = Authority.temporary();
    byte[] hello = hello(authority);
    try (Stressed stressed = Stressed.start(96, authority.settings("server"))) {
      int port = stressed.image().port("mqtts");
      List<Socket> stalled = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(HexFormat.of().parseHex("1603010200010001fc0303"));
        stalled.add(socket);
      }
      AtomicInteger answered = new AtomicInteger();
      List<Thread> flooders = new ArrayList<>();
      for (int i = 0; i < FLOODERS; i++) {
        flooders.add(Thread.ofVirtual().start(() -> flood(port, hello, answered)));
      }
      for (Thread flooder : flooders) {
        flooder.join();
      }
      System.out.printf(
          "handshakes begun: %d, answered with keys: %d%n", FLOODERS * EACH, answered.get());
      assertTrue(answered.get() > 0, "the broker did no work for them");
      for (Socket socket : stalled) {
        socket.close();
      }
      stressed.check();
    }
  }

  /** Reads the first byte of what the broker has computed, and goes. */
  private static void flood(int port, byte[] hello, AtomicInteger answered) {
    for (int i = 0; i < EACH; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        out.write(hello);
        if (socket.getInputStream().read() == 0x16) {
          answered.incrementAndGet();
        }
      } catch (IOException refused) {
        // The broker may refuse whom it has no time for.
      }
    }
  }

  /** The first flight of a client of the JDK. */
  private static byte[] hello(Authority authority) throws SSLException {
    SSLEngine engine = authority.client().createSSLEngine("localhost", 8883);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    java.nio.ByteBuffer out =
        java.nio.ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(java.nio.ByteBuffer.allocate(0), out);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
