package io.heddle.codec;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into packets, and refuses everything that one packet alone shows to be wrong. Belongs
 * to one connection and to one thread at a time: it remembers the version, and the last Topic Name.
 *
 * <p>What it cannot know is left to the connection: whether a packet may come now, and from this
 * side (a Subscription Identifier in a client's PUBLISH {@code [MQTT-3.3.4-6]}, Reason Codes that
 * only a server sends), what a Topic Alias stands for, whether a payload is what its format
 * indicator says.
 *
 * <p>{@link MalformedPacket} tells the code to close with: {@link ReasonCode#MALFORMED_PACKET} for
 * what cannot be read, {@link ReasonCode#PROTOCOL_ERROR} for what can be read and is not allowed,
 * and a more telling one where the standard names it.
 */
public final class PacketDecoder {
  private final PublishDecoder publishes = new PublishDecoder();
  private @Nullable Version version;

  /**
   * For a server: the first CONNECT tells the version; until then packets are read as those of
   * 3.1.1.
   */
  public PacketDecoder() {}

  /**
   * For a client, which has said the version itself, or whenever it is known.
   *
   * @param version the version that is spoken
   */
  public PacketDecoder(Version version) {
    this.version = version;
  }

  /**
   * The version of the packets, or null before the first CONNECT. It is known as soon as protocol
   * name and level have been read, even when the rest was refused with an exception, and so says
   * how a refusal is written. After a CONNECT with a level that does not exist ({@link
   * ReasonCode#UNSUPPORTED_PROTOCOL_VERSION}) it is the version closest to that level; after an
   * unknown protocol name it stays null, and nothing should be answered {@code [MQTT-3.1.2-1]}.
   */
  public @Nullable Version version() {
    return version;
  }

  /**
   * The packet in a part of an array, from its first byte to its last. Nothing of the array is
   * kept.
   *
   * @param buffer holds the packet
   * @param offset of its first byte
   * @param length the whole length, as {@link Framing#packetLength} finds it
   * @return the packet
   * @throws MalformedPacket when the bytes are no packet of the version, or more or less than one
   * @throws IndexOutOfBoundsException when the part does not lie within the array
   */
  public Packet decode(byte[] buffer, int offset, int length) throws MalformedPacket {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    ByteReader in = new ByteReader(buffer, offset, offset + length);
    int firstByte = in.oneByte();
    Framing.requireFirstByte(firstByte);
    if (version != Version.MQTT_3_1) {
      Framing.requireNoOldDup(firstByte);
    }
    if (in.variable() != in.remaining()) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "the Remaining Length is not that of the packet");
    }
    if (PacketType.of(firstByte) == PacketType.PUBLISH) {
      return publishes.decode(firstByte, in, version == Version.MQTT_5_0);
    }
    return decode(PacketType.of(firstByte), in);
  }

  /**
   * The next packet of a buffer that is being filled, if it is there as a whole: the way to read
   * without a stream. A buffer that is ready to be read ({@link ByteBuffer#flip}) has the bytes
   * that have come between its position and its limit. The position moves behind the packet, also
   * when it is refused after its fixed header; without a packet it stays.
   *
   * <pre>{@code
   * buffer.flip();
   * for (Packet packet; (packet = decoder.next(buffer, 1 << 20)) != null; ) {
   *   handle(packet);
   * }
   * buffer.compact();
   * }</pre>
   *
   * <p>What has come does not fit into the buffer when {@link Framing#packetLength(ByteBuffer,
   * int)} is above its capacity: then a larger one is needed.
   *
   * @param received the bytes that have come
   * @param maxPacketSize the most bytes that a packet may have, fixed header included; {@link
   *     Framing#MAX_PACKET_SIZE} for all there are
   * @return the packet, or null when more bytes are needed
   * @throws MalformedPacket as soon as the fixed header tells that this is no packet or too large a
   *     one, and when the bytes are no packet of the version
   */
  public @Nullable Packet next(ByteBuffer received, int maxPacketSize) throws MalformedPacket {
    int length = Framing.packetLength(received, maxPacketSize);
    if (length == 0 || length > received.remaining()) {
      return null;
    }
    int start = received.position();
    received.position(start + length);
    return decode(received.slice(start, length));
  }

  /**
   * The packet that a buffer holds between its position and its limit; the position moves to the
   * limit, also when the packet is refused. Nothing of the buffer is kept.
   *
   * @param packet holds one packet and nothing else
   * @return the packet
   * @throws MalformedPacket when the bytes are no packet of the version, or more or less than one
   */
  public Packet decode(ByteBuffer packet) throws MalformedPacket {
    if (packet.hasArray()) {
      int offset = packet.arrayOffset() + packet.position();
      int length = packet.remaining();
      packet.position(packet.limit());
      return decode(packet.array(), offset, length);
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    return decode(bytes, 0, bytes.length);
  }

  private Packet decode(int type, ByteReader in) throws MalformedPacket {
    Version spoken = version == null ? Version.MQTT_3_1_1 : version;
    boolean hasProperties = spoken.hasProperties();
    return switch (type) {
      case PacketType.CONNECT -> connect(in);
      case PacketType.CONNACK -> HandshakeDecoder.connack(in, spoken);
      case PacketType.PUBACK -> AcknowledgementDecoder.puback(in, hasProperties);
      case PacketType.PUBREC -> AcknowledgementDecoder.pubrec(in, hasProperties);
      case PacketType.PUBREL -> AcknowledgementDecoder.pubrel(in, hasProperties);
      case PacketType.PUBCOMP -> AcknowledgementDecoder.pubcomp(in, hasProperties);
      case PacketType.SUBSCRIBE -> SubscriptionDecoder.subscribe(in, hasProperties);
      case PacketType.SUBACK -> AcknowledgementDecoder.suback(in, hasProperties);
      case PacketType.UNSUBSCRIBE -> SubscriptionDecoder.unsubscribe(in, hasProperties);
      case PacketType.UNSUBACK -> AcknowledgementDecoder.unsuback(in, hasProperties);
      case PacketType.PINGREQ -> empty(in, new Packet.Pingreq());
      case PacketType.PINGRESP -> empty(in, new Packet.Pingresp());
      case PacketType.DISCONNECT -> HandshakeDecoder.disconnect(in, spoken);
      default -> HandshakeDecoder.auth(in, spoken);
    };
  }

  /**
   * The version is that of the first CONNECT: a second one is an error that has to be told in the
   * words of the first. An unknown version is one of CONNACK alone, which a second one does not get
   * {@code [MQTT-3.1.0-2]}.
   */
  private Packet connect(ByteReader in) throws MalformedPacket {
    String name = in.string();
    int level = in.oneByte();
    Version asked = Version.of(name, level);
    if (version != null && asked == null) {
      throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, "a second CONNECT");
    }
    if (version == null) {
      version = asked == null ? ConnectDecoder.closest(name, level) : asked;
    }
    if (asked == null) {
      throw new MalformedPacket(
          ReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "no version of MQTT that is spoken here");
    }
    return ConnectDecoder.decode(in, asked);
  }

  private static Packet empty(ByteReader in, Packet packet) throws MalformedPacket {
    in.requireEnd();
    return packet;
  }
}
