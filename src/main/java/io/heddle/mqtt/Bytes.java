package io.heddle.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes: a payload, correlation data, a password. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final int SHOWN = 32;

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of these bytes. */
  public static Bytes copyOf(byte[] bytes) {
    return copyOf(bytes, 0, bytes.length);
  }

  /**
   * A copy of a part of an array.
   *
   * @throws IndexOutOfBoundsException when the part does not lie within the array
   */
  public static Bytes copyOf(byte[] bytes, int offset, int length) {
    // copyOfRange would fill up with zeros what lies behind the end.
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** These bytes themselves: whoever calls this promises never to change the array again. */
  public static Bytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /** The text in UTF-8. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The number of bytes. */
  public int length() {
    return array.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return array.length == 0;
  }

  /**
   * The byte at an index, −128 to 127.
   *
   * @throws IndexOutOfBoundsException when there is none
   */
  public byte at(int index) {
    return array[index];
  }

  /** Copies all bytes into an array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(array, 0, target, offset, array.length);
  }

  /** A read-only view, without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  /** A copy as an array. */
  public byte[] toArray() {
    return array.clone();
  }

  /** The bytes read as UTF-8; what is not well-formed becomes U+FFFD. */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** The first bytes in hexadecimal and the length; not for secrets. */
  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(array, 0, Math.min(SHOWN, array.length));
    return array.length <= SHOWN ? hex : hex + "… (" + array.length + " bytes)";
  }
}
