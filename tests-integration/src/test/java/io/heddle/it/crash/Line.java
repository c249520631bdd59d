package io.heddle.it.crash;

import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.codec.PacketReader;
import io.heddle.it.Image;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that does nothing by itself. One thread reads; any may write, and any may end it.
 */
final class Line implements AutoCloseable {
  private static final Version VERSION = Version.MQTT_5_0;

  /** How long any answer may take, on a busy machine. */
  private static final int LIMIT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final PacketReader reader;

  /** Nobody's bytes between those of a packet. */
  private final Object writing = new Object();

  /** In which life of the broker it was opened. */
  private final Image life;

  private Line(Image image) throws IOException {
    life = image;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.connect(new InetSocketAddress(image.host(), image.port()));
    reader =
        new PacketReader(
            socket.getInputStream(), new PacketDecoder(VERSION), Framing.MAX_PACKET_SIZE);
  }

  static Line open(Image image) throws IOException {
    return new Line(image);
  }

  /** CONNECT, and CONNACK: which must be a success. */
  Packet.Connack connect(
      String clientId, boolean cleanStart, Properties properties, @Nullable Will will)
      throws IOException {
    send(new Packet.Connect(VERSION, clientId, cleanStart, 0, properties, will, null, null));
    Packet packet = read();
    if (packet instanceof Packet.Connack connack) {
      if (connack.reason().isError()) {
        throw new AssertionError(clientId + " was refused: " + connack);
      }
      return connack;
    }
    if (packet == null) {
      throw new IOException("the end came before CONNACK");
    }
    throw new AssertionError(clientId + " got " + packet + " before CONNACK");
  }

  /** The properties of a CONNECT whose session stays that long. */
  static Properties.Builder lasting(int seconds) {
    return Properties.builder().add(Property.SESSION_EXPIRY_INTERVAL, seconds);
  }

  void send(Packet packet) throws IOException {
    byte[] bytes = PacketEncoder.encode(packet, VERSION);
    synchronized (writing) {
      socket.getOutputStream().write(bytes);
    }
  }

  /** The next packet, null at the end. */
  @Nullable Packet read() throws IOException {
    try {
      return reader.read();
    } catch (MalformedPacket e) {
      throw new AssertionError("the broker sent what is no packet", e);
    }
  }

  Image life() {
    return life;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /** Ends the connection as a cut cable would: the broker sees a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
