package io.heddle.codec;

import io.heddle.mqtt.ReasonCode;
import java.nio.ByteBuffer;

/**
 * Finds packets in a run of bytes. Stateless, and so usable by any number of threads.
 *
 * <p>It looks at the fixed header alone, and says what is wrong with it before the rest of the
 * packet has come: no peer makes us wait for, or find room for, a packet that will not be accepted.
 */
public final class Framing {
  /** The most bytes that a Remaining Length can tell, 268,435,455. */
  public static final int MAX_REMAINING_LENGTH = 268_435_455;

  /** The most bytes of a packet, its fixed header of five bytes included: 268,435,460. */
  public static final int MAX_PACKET_SIZE = MAX_REMAINING_LENGTH + 5;

  private static final int MAX_LENGTH_BYTES = 4;
  private static final int DUP = 0b1000;

  private Framing() {}

  /**
   * The whole length of the packet that begins at an offset.
   *
   * @param buffer the bytes that have come
   * @param offset where the packet begins
   * @param available how many bytes there are from the offset on
   * @param maxPacketSize the most bytes that a packet may have, fixed header included
   * @return the bytes of the packet, fixed header included, which may be more than are available; 0
   *     when more bytes are needed to know
   * @throws MalformedPacket with {@link ReasonCode#MALFORMED_PACKET} for packet type 0, flags that
   *     the type does not allow {@code [MQTT-2.1.3-1] [MQTT-3.3.1-2] [MQTT-3.3.1-4]}, and a
   *     Remaining Length of more than four bytes or more than it needs {@code [MQTT-1.5.5-1]}; with
   *     {@link ReasonCode#PACKET_TOO_LARGE} for a longer packet than allowed {@code
   *     [MQTT-3.1.2-24]}
   */
  public static int packetLength(byte[] buffer, int offset, int available, int maxPacketSize)
      throws MalformedPacket {
    if (available <= 0) {
      return 0;
    }
    requireFirstByte(buffer[offset]);
    int remaining = 0;
    for (int i = 1; i <= MAX_LENGTH_BYTES; i++) {
      if (i >= available) {
        return 0;
      }
      int b = buffer[offset + i];
      remaining |= (b & 0x7F) << (7 * (i - 1));
      if (b >= 0) {
        requireMinimal(b, i);
        return requireSize(1 + i + remaining, maxPacketSize);
      }
    }
    throw new MalformedPacket(
        ReasonCode.MALFORMED_PACKET, "the Remaining Length has more than four bytes");
  }

  /**
   * The whole length of the packet that begins at the buffer's position, which does not move; the
   * buffer's limit is the end of what has come.
   *
   * @param received the bytes that have come
   * @param maxPacketSize the most bytes that a packet may have, fixed header included
   * @return the bytes of the packet, fixed header included, which may be more than there are; 0
   *     when more bytes are needed to know
   * @throws MalformedPacket as {@link #packetLength(byte[], int, int, int)} throws it
   */
  public static int packetLength(ByteBuffer received, int maxPacketSize) throws MalformedPacket {
    byte[] header = new byte[Math.min(1 + MAX_LENGTH_BYTES, received.remaining())];
    received.get(received.position(), header);
    return packetLength(header, 0, header.length, maxPacketSize);
  }

  /** The most significant byte is not zero, unless it is the only one. */
  static void requireMinimal(int lastByte, int bytes) throws MalformedPacket {
    if (lastByte == 0 && bytes > 1) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "a variable byte integer is longer than it needs to be");
    }
  }

  private static int requireSize(int length, int maxPacketSize) throws MalformedPacket {
    if (length > maxPacketSize) {
      throw new MalformedPacket(
          ReasonCode.PACKET_TOO_LARGE,
          "a packet of " + length + " bytes where " + maxPacketSize + " are allowed");
    }
    return length;
  }

  /**
   * Refuses the types and flags that no version allows. MQTT 3.1 knows DUP on PUBREL, SUBSCRIBE and
   * UNSUBSCRIBE; who knows the version asks {@link #requireNoOldDup} too.
   */
  static void requireFirstByte(int firstByte) throws MalformedPacket {
    int type = PacketType.of(firstByte);
    int flags = firstByte & 0x0F;
    if (type == PacketType.PUBLISH) {
      requirePublishFlags(flags);
    } else if (type == 0) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "packet type 0 is reserved");
    } else {
      int required = PacketType.requiredFlags(type);
      if (flags != required && (required == 0 || flags != (required | DUP))) {
        throw wrongFlags();
      }
    }
  }

  /**
   * Refuses DUP outside PUBLISH, as 3.1.1 and 5.0 do {@code [MQTT-3.6.1-1] [MQTT-3.8.1-1]
   * [MQTT-3.10.1-1]}.
   */
  static void requireNoOldDup(int firstByte) throws MalformedPacket {
    if ((firstByte & DUP) != 0 && PacketType.of(firstByte) != PacketType.PUBLISH) {
      throw wrongFlags();
    }
  }

  private static void requirePublishFlags(int flags) throws MalformedPacket {
    int qos = (flags >> 1) & 0b11;
    if (qos == 3) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "a PUBLISH of QoS 3");
    }
    if (qos == 0 && (flags & DUP) != 0) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "DUP on a PUBLISH of QoS 0");
    }
  }

  private static MalformedPacket wrongFlags() {
    return new MalformedPacket(
        ReasonCode.MALFORMED_PACKET,
        "reserved flags of the fixed header are not as the standard wants them");
  }
}
