package io.heddle.transport.tls;

import java.util.Arrays;

/**
 * As much of ASN.1's DER as the wrapping of keys and the names in certificates need: a position in
 * bytes that are a row of elements. Belongs to one thread. What is no DER is an {@link
 * IllegalArgumentException}.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] bytes;
  private final int end;
  private int at;

  private Der(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  boolean hasNext() {
    return at < end;
  }

  /** The tag of the next element. */
  int tag() {
    return byteAt(at);
  }

  /** Goes into the next element, which has this tag; the position here is then behind it. */
  Der enter(int tag) {
    if (tag() != tag) {
      throw new IllegalArgumentException("element " + tag() + " instead of " + tag);
    }
    at++;
    int length = length();
    int from = at;
    if (length > end - from) {
      throw new IllegalArgumentException("an element is cut off");
    }
    at = from + length;
    return new Der(bytes, from, at);
  }

  /** What is left here. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, at, end);
  }

  private int length() {
    int first = byteAt(at++);
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 3) {
      throw new IllegalArgumentException("a length of " + count + " bytes");
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | byteAt(at++);
    }
    return length;
  }

  private int byteAt(int index) {
    if (index >= end) {
      throw new IllegalArgumentException("it ends too early");
    }
    return bytes[index] & 0xff;
  }

  /** An element with this tag, made of these parts. */
  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] header = header(tag, length);
    byte[] element = Arrays.copyOf(header, header.length + length);
    int to = header.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, element, to, part.length);
      to += part.length;
    }
    return element;
  }

  private static byte[] header(int tag, int length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    if (length < 0x100) {
      return new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    }
    if (length < 0x10000) {
      return new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return new byte[] {
      (byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length
    };
  }
}
