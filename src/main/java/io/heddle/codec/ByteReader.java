package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;

/**
 * A cursor over the bytes of one packet. Every read checks that the bytes are there before anything
 * of the announced length exists. Used by one thread.
 */
final class ByteReader {
  private static final int MAX_VARIABLE_BYTES = 4;

  private final byte[] buffer;
  private int position;
  private int end;

  /** Reads from a position to before another. */
  ByteReader(byte[] buffer, int position, int end) {
    this.buffer = buffer;
    this.position = position;
    this.end = end;
  }

  /** The bytes that are left. */
  int remaining() {
    return end - position;
  }

  boolean hasMore() {
    return position < end;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** Goes back to an earlier position. */
  void rewind(int earlier) {
    position = earlier;
  }

  /** Leaves bytes out. */
  void skip(int bytes) throws MalformedPacket {
    require(bytes);
    position += bytes;
  }

  int oneByte() throws MalformedPacket {
    require(1);
    return buffer[position++] & 0xFF;
  }

  int twoBytes() throws MalformedPacket {
    require(2);
    int value = (buffer[position] & 0xFF) << 8 | (buffer[position + 1] & 0xFF);
    position += 2;
    return value;
  }

  long fourBytes() throws MalformedPacket {
    long high = twoBytes();
    return high << 16 | twoBytes();
  }

  /** A Variable Byte Integer in as few bytes as can be {@code [MQTT-1.5.5-1]}. */
  int variable() throws MalformedPacket {
    int value = 0;
    for (int i = 0; i < MAX_VARIABLE_BYTES; i++) {
      int b = oneByte();
      value |= (b & 0x7F) << (7 * i);
      if (b < 0x80) {
        Framing.requireMinimal(b, i + 1);
        return value;
      }
    }
    throw new MalformedPacket(
        ReasonCode.MALFORMED_PACKET, "a variable byte integer has more than four bytes");
  }

  /** A Packet Identifier, which is not 0 {@code [MQTT-2.2.1-3] [MQTT-2.2.1-4]}. */
  int packetId() throws MalformedPacket {
    int id = twoBytes();
    if (id == 0) {
      throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, "Packet Identifier 0");
    }
    return id;
  }

  /** A UTF-8 Encoded String. */
  String string() throws MalformedPacket {
    int length = announced();
    String text = Utf8.decode(buffer, position, length);
    if (text == null) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "a string is not well-formed UTF-8 without U+0000");
    }
    position += length;
    return text;
  }

  /** A Topic Name that stands here as a string. */
  TopicName topicName() throws MalformedPacket {
    int length = announced();
    TopicName name;
    try {
      name = TopicName.ofUtf8(buffer, position, length);
    } catch (IllegalArgumentException e) {
      // Its message may quote the peer's bytes; ours never do.
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "a Topic Name is empty, has a wildcard or is no UTF-8");
    }
    position += length;
    return name;
  }

  /** Binary Data. */
  Bytes binary() throws MalformedPacket {
    int length = announced();
    Bytes bytes = Bytes.copyOf(buffer, position, length);
    position += length;
    return bytes;
  }

  /** All that is left. */
  Bytes rest() {
    Bytes bytes = Bytes.copyOf(buffer, position, end - position);
    position = end;
    return bytes;
  }

  /** A length of two bytes, and as many bytes behind it. */
  int announced() throws MalformedPacket {
    int length = twoBytes();
    require(length);
    return length;
  }

  /** Ends earlier, after so many bytes; returns where it ended before, for {@link #widen}. */
  int narrow(int bytes) throws MalformedPacket {
    require(bytes);
    int before = end;
    end = position + bytes;
    return before;
  }

  /** Takes a {@link #narrow} back. */
  void widen(int before) {
    end = before;
  }

  /** Refuses bytes that no field accounts for. */
  void requireEnd() throws MalformedPacket {
    if (position != end) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "bytes after the end of the last field");
    }
  }

  private void require(int bytes) throws MalformedPacket {
    if (end - position < bytes) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "the packet ends within a field");
    }
  }
}
