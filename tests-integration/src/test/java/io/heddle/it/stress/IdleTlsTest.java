package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.it.tls.Authority;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients that are connected and silent: what one of them takes of the heap with TLS, and
 * without. {@code -Dheddle.idle=10000} measures more of them.
 */
@Timeout(300)
class IdleTlsTest {
  private static final int CLIENTS = Integer.getInteger("heddle.idle", 2000);

  /** An idle client keeps no buffer of a record's size, which would be 16 KiB. */
  private static final double MOST_KILOBYTES = 12;

  @Test
  void aSilentClientHoldsNoRecordBuffers() throws Exception {
    Authority authority = Authority.temporary();
    try (Stressed stressed = Stressed.start(512, authority.settings("server"))) {
      long empty = stressed.liveMegabytes();
      List<Socket> plain = connect(stressed.image().port(), SocketFactory.getDefault());
      long withPlain = stressed.liveMegabytes();
      List<Socket> encrypted =
          connect(stressed.image().port("mqtts"), authority.client().getSocketFactory());
      long withBoth = stressed.liveMegabytes();
      double tcp = 1024.0 * (withPlain - empty) / CLIENTS;
      double tls = 1024.0 * (withBoth - withPlain) / CLIENTS;
      System.out.printf(
          "%d idle clients: %.1f KB of heap each over TCP, %.1f KB over TLS%n", CLIENTS, tcp, tls);
      for (Socket socket : plain) {
        socket.close();
      }
      for (Socket socket : encrypted) {
        socket.close();
      }
      assertTrue(tls - tcp < MOST_KILOBYTES, "TLS costs " + (tls - tcp) + " KB more");
    }
  }

  private static List<Socket> connect(int port, SocketFactory sockets) throws IOException {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      Packet.Connect connect =
          Peer.connectPacket("idle-" + port + "-" + i, true, 0, Properties.NONE);
      socket.getOutputStream().write(PacketEncoder.encode(connect, Version.MQTT_5_0));
      assertTrue(socket.getInputStream().read() == 0x20, "CONNACK");
      clients.add(socket);
    }
    return clients;
  }
}
