package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand clients, each with a subscription of its own, and messages that all of them want.
 */
class FanOutTest {
  private static final int CLIENTS = 10_000;
  private static final int SUBACK = 6;

  @Test
  void aMessageReachesTenThousand() throws Exception {
    try (Stressed broker = Stressed.start(256);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          sockets.add(subscriber(broker.image(), i));
        }
        for (Qos qos : List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE)) {
          Packet.Publish message = Peer.message("news/today", qos, 1 * qos.value(), new byte[10]);
          publisher.send(message);
          if (qos != Qos.AT_MOST_ONCE) {
            publisher.expect(Packet.Puback.class);
          }
          byte[] expected = Peer.bytes(message);
          for (Socket socket : sockets) {
            assertArrayEquals(expected, read(socket, expected.length));
          }
        }
        broker.check();
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private static Socket subscriber(Image image, int number) throws IOException {
    Socket socket = new Socket(image.host(), image.port());
    socket.setSoTimeout((int) Peer.LIMIT.toMillis());
    TopicFilter filter = TopicFilter.of(number % 2 == 0 ? "news/+" : "news/today");
    Subscription subscription = Subscription.of(filter, Qos.AT_LEAST_ONCE);
    socket
        .getOutputStream()
        .write(Peer.bytes(Peer.connectPacket("fan" + number, true, 0, Properties.NONE)));
    socket
        .getOutputStream()
        .write(Peer.bytes(new Packet.Subscribe(1, Properties.NONE, List.of(subscription))));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readByte();
    in.skipNBytes(in.readByte());
    in.skipNBytes(SUBACK);
    return socket;
  }

  private static byte[] read(Socket socket, int length) throws IOException {
    byte[] bytes = new byte[length];
    new DataInputStream(socket.getInputStream()).readFully(bytes);
    return bytes;
  }
}
