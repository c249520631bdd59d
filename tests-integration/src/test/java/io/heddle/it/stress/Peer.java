package io.heddle.it.stress;

import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.codec.PacketReader;
import io.heddle.it.Image;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of MQTT 5.0 that does nothing by itself: it reads, writes and acknowledges only when it
 * is told to, so it can be as rude as a test wants. One thread may read while another writes.
 */
final class Peer implements AutoCloseable {
  /** How long a packet may take that must come. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Version VERSION = Version.MQTT_5_0;
  private static final int KEPT = 3600;

  private final Socket socket = new Socket();
  private final PacketReader reader;

  private Peer(Image image, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(image.host(), image.port()));
    socket.setSoTimeout((int) LIMIT.toMillis());
    reader =
        new PacketReader(
            socket.getInputStream(), new PacketDecoder(VERSION), Framing.MAX_PACKET_SIZE);
  }

  /** A connection that has said nothing yet. */
  static Peer open(Image image) throws IOException {
    return new Peer(image, 0);
  }

  /** A connection that takes few bytes that nobody reads, and has said nothing yet. */
  static Peer openNarrow(Image image) throws IOException {
    return new Peer(image, 4096);
  }

  /** A client with a clean session that ends with it. */
  static Peer clean(Image image, String clientId) throws IOException {
    Peer peer = open(image);
    peer.connect(clientId, true, Properties.NONE);
    return peer;
  }

  /** A client that resumes its session, which stays, with at most that many messages in flight. */
  static Peer resuming(Image image, String clientId, int receiveMaximum) throws IOException {
    Peer peer = open(image);
    peer.connect(clientId, false, kept(receiveMaximum));
    return peer;
  }

  /** The properties of a CONNECT whose session stays. */
  static Properties kept(int receiveMaximum) {
    return Properties.builder()
        .add(Property.SESSION_EXPIRY_INTERVAL, KEPT)
        .add(Property.RECEIVE_MAXIMUM, receiveMaximum)
        .build();
  }

  /** CONNECT without a keep alive, and CONNACK. */
  Packet.Connack connect(String clientId, boolean cleanStart, Properties properties)
      throws IOException {
    send(connectPacket(clientId, cleanStart, 0, properties));
    return expect(Packet.Connack.class);
  }

  static Packet.Connect connectPacket(
      String clientId, boolean cleanStart, int keepAlive, Properties properties) {
    return new Packet.Connect(
        VERSION, clientId, cleanStart, keepAlive, properties, null, null, null);
  }

  /** SUBSCRIBE and SUBACK; no message may come in between. */
  void subscribe(String filter, Qos qos) throws IOException {
    sendSubscribe(filter, qos);
    expect(Packet.Suback.class);
  }

  /** SUBSCRIBE without waiting. */
  void sendSubscribe(String filter, Qos qos) throws IOException {
    Subscription subscription = Subscription.of(TopicFilter.of(filter), qos);
    send(new Packet.Subscribe(1, Properties.NONE, List.of(subscription)));
  }

  /** A PUBLISH, not sent yet. */
  static Packet.Publish message(String topic, Qos qos, int packetId, byte[] payload) {
    return new Packet.Publish(
        false, qos, false, TopicName.of(topic), packetId, Properties.NONE, Bytes.wrap(payload));
  }

  static byte[] bytes(Packet packet) {
    return PacketEncoder.encode(packet, VERSION);
  }

  void send(Packet packet) throws IOException {
    send(bytes(packet));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /**
   * Waits until the broker has handled everything sent so far. No message may be on its way here.
   */
  void settle() throws IOException {
    send(new Packet.Pingreq());
    expect(Packet.Pingresp.class);
  }

  /** The next packet; null at the end, however it comes. */
  @Nullable Packet read() throws IOException {
    try {
      return reader.read();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (EOFException | SocketException e) {
      return null;
    } catch (MalformedPacket e) {
      throw new IOException(e);
    }
  }

  /** The next packet, of this kind. */
  <P extends Packet> P expect(Class<P> kind) throws IOException {
    Packet packet = read();
    if (!kind.isInstance(packet)) {
      throw new IOException(kind.getSimpleName() + " expected, but there was " + packet);
    }
    return kind.cast(packet);
  }

  /** The next packet, or null if none comes within that time. */
  @Nullable Packet readWithin(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      return read();
    } catch (SocketTimeoutException e) {
      return null;
    } finally {
      socket.setSoTimeout((int) LIMIT.toMillis());
    }
  }

  /** Reads until the broker has closed the connection, and answers the last packet, if any. */
  @Nullable Packet readToEnd() throws IOException {
    Packet last = null;
    for (Packet packet = read(); packet != null; packet = read()) {
      last = packet;
    }
    return last;
  }

  /**
   * Ends the connection as a power cut would: what was not read is gone, and the broker sees a
   * reset.
   */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
