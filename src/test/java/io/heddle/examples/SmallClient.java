package io.heddle.examples;

import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketReader;
import io.heddle.codec.PacketWriter;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** A whole MQTT client that does one thing at a time: every method waits. Used by one thread. */
public final class SmallClient implements AutoCloseable {
  private final Socket socket;
  private final PacketReader in;
  private final PacketWriter out;
  private final Queue<Packet.Publish> messages = new ArrayDeque<>();
  private final Set<Integer> halfReceived = new HashSet<>();
  private int lastId;

  /** Connects; an answer may take ten seconds, a packet may have 1 MiB. */
  public SmallClient(Socket socket, Packet.Connect connect) throws IOException, MalformedPacket {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    in = new PacketReader(socket.getInputStream(), new PacketDecoder(connect.version()), 1 << 20);
    out = new PacketWriter(socket.getOutputStream(), connect.version());
    out.write(connect);
    require(await(Packet.Connack.class).reason());
  }

  /** Subscribes; from now on messages come to {@link #receive}. */
  public void subscribe(String filter, Qos qos) throws IOException, MalformedPacket {
    out.write(Packet.Subscribe.of(nextId(), Subscription.of(TopicFilter.of(filter), qos)));
    require(await(Packet.Suback.class).reasons().getFirst());
  }

  /** Publishes a text, and waits for the answers that its level asks for. */
  public void publish(String topic, String text, Qos qos) throws IOException, MalformedPacket {
    int id = qos == Qos.AT_MOST_ONCE ? 0 : nextId();
    out.write(Packet.Publish.of(TopicName.of(topic), Bytes.utf8(text), qos, id));
    if (qos == Qos.AT_LEAST_ONCE) {
      require(await(Packet.Puback.class).reason());
    } else if (qos == Qos.EXACTLY_ONCE) {
      Packet.Pubrec received = await(Packet.Pubrec.class);
      require(received.reason());
      out.write(received.pubrel(ReasonCode.SUCCESS));
      require(await(Packet.Pubcomp.class).reason());
    }
  }

  /** The next message; waits for one. */
  public Packet.Publish receive() throws IOException, MalformedPacket {
    while (messages.isEmpty()) {
      handle(read());
    }
    return messages.remove();
  }

  private <P extends Packet> P await(Class<P> wanted) throws IOException, MalformedPacket {
    Packet packet = read();
    while (!wanted.isInstance(packet)) {
      handle(packet);
      packet = read();
    }
    return wanted.cast(packet);
  }

  private void handle(Packet packet) throws IOException {
    switch (packet) {
      case Packet.Publish message -> {
        // A QoS 2 message is new only if its identifier is: the server may send it again.
        if (message.qos() != Qos.EXACTLY_ONCE || halfReceived.add(message.packetId())) {
          messages.add(message);
        }
        switch (message.qos()) {
          case AT_MOST_ONCE -> {}
          case AT_LEAST_ONCE -> out.write(message.puback(ReasonCode.SUCCESS));
          case EXACTLY_ONCE -> out.write(message.pubrec(ReasonCode.SUCCESS));
        }
      }
      case Packet.Pubrel released -> {
        halfReceived.remove(released.packetId());
        out.write(released.pubcomp(ReasonCode.SUCCESS));
      }
      default -> throw new IOException("the server sends " + packet);
    }
  }

  private Packet read() throws IOException, MalformedPacket {
    Packet packet = in.read();
    if (packet == null) {
      throw new EOFException("the server has closed the connection");
    }
    return packet;
  }

  private int nextId() {
    lastId = lastId % 65_535 + 1;
    return lastId;
  }

  private static void require(ReasonCode reason) throws IOException {
    if (reason.isError()) {
      throw new IOException("the server refuses: " + reason);
    }
  }

  @Override
  public void close() throws IOException {
    try (socket) {
      out.write(Packet.Disconnect.NORMAL);
    }
  }
}
