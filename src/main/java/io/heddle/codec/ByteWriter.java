package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import java.util.Arrays;

/**
 * Bytes in the making; grows when the first guess of their number was too low. Used by one thread.
 */
final class ByteWriter {
  /** The most bytes of a string or of Binary Data, 65,535. */
  private static final int MAX_FIELD = 0xFFFF;

  private byte[] buffer;
  private int position;

  ByteWriter(int capacity) {
    buffer = new byte[capacity];
  }

  /** How many bytes a Variable Byte Integer takes. */
  static int variableSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
  }

  /** The number of bytes so far. */
  int length() {
    return position;
  }

  /** The bytes so far; the array itself when it is just full. */
  byte[] toArray() {
    return position == buffer.length ? buffer : Arrays.copyOf(buffer, position);
  }

  ByteWriter oneByte(int value) {
    room(1);
    buffer[position++] = (byte) value;
    return this;
  }

  ByteWriter twoBytes(int value) {
    room(2);
    buffer[position++] = (byte) (value >> 8);
    buffer[position++] = (byte) value;
    return this;
  }

  ByteWriter fourBytes(long value) {
    return twoBytes((int) (value >> 16)).twoBytes((int) value);
  }

  ByteWriter variable(int value) {
    int rest = value;
    while (rest > 0x7F) {
      oneByte(rest | 0x80);
      rest >>>= 7;
    }
    return oneByte(rest);
  }

  /**
   * A UTF-8 Encoded String.
   *
   * @throws IllegalArgumentException when it is longer than 65,535 bytes or no text that the
   *     standard knows
   */
  ByteWriter string(String text) {
    byte[] utf8 = Utf8.encode(text);
    return field(utf8.length).put(utf8);
  }

  ByteWriter topic(TopicName name) {
    field(name.length());
    room(name.length());
    name.copyTo(buffer, position);
    position += name.length();
    return this;
  }

  /**
   * Binary Data.
   *
   * @throws IllegalArgumentException when it is longer than 65,535 bytes
   */
  ByteWriter binary(Bytes bytes) {
    return field(bytes.length()).bytes(bytes);
  }

  /** Bytes without their length. */
  ByteWriter bytes(Bytes bytes) {
    room(bytes.length());
    bytes.copyTo(buffer, position);
    position += bytes.length();
    return this;
  }

  /**
   * Puts a Variable Byte Integer that tells how many bytes have been written since a position
   * there, and moves them to make place: one loop over what is to be written, instead of one to
   * measure and one to write.
   */
  ByteWriter lengthAt(int start) {
    int length = position - start;
    int size = variableSize(length);
    room(size);
    System.arraycopy(buffer, start, buffer, start + size, length);
    position = start;
    variable(length);
    position += length;
    return this;
  }

  /** All bytes of another. */
  ByteWriter all(ByteWriter other) {
    room(other.position);
    System.arraycopy(other.buffer, 0, buffer, position, other.position);
    position += other.position;
    return this;
  }

  private ByteWriter put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, position, bytes.length);
    position += bytes.length;
    return this;
  }

  private ByteWriter field(int length) {
    if (length > MAX_FIELD) {
      throw new IllegalArgumentException(
          "a field of " + length + " bytes; MQTT knows at most " + MAX_FIELD);
    }
    return twoBytes(length);
  }

  private void room(int bytes) {
    if (buffer.length - position < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + bytes));
    }
  }
}
