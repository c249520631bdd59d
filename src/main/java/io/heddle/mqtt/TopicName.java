package io.heddle.mqtt;

import java.util.Arrays;

/**
 * The topic that a message is published to: 1 to 65,535 bytes of UTF-8 without wildcards {@code
 * [MQTT-4.7.1-1]}.
 */
public final class TopicName {
  /** The most bytes of a Topic Name or Topic Filter {@code [MQTT-4.7.3-3]}. */
  public static final int MAX_BYTES = 65_535;

  private final String value;
  private final byte[] utf8;
  private final int hash;

  private TopicName(String value, byte[] utf8) {
    this.value = value;
    this.utf8 = utf8;
    this.hash = value.hashCode();
  }

  /**
   * The Topic Name with this text.
   *
   * @throws IllegalArgumentException when it is empty, too long, has a wildcard, U+0000 or half a
   *     surrogate pair
   */
  public static TopicName of(String value) {
    byte[] utf8 = TopicSyntax.encode(value);
    TopicSyntax.requireNoWildcard(value);
    return new TopicName(value, utf8);
  }

  /**
   * The Topic Name with these UTF-8 bytes, which are copied.
   *
   * @throws IllegalArgumentException as {@link #of} does, and when the bytes are not well-formed
   *     UTF-8 {@code [MQTT-1.5.4-1]}
   * @throws IndexOutOfBoundsException when the part does not lie within the array
   */
  public static TopicName ofUtf8(byte[] bytes, int offset, int length) {
    TopicSyntax.requireLength(length);
    String value = Utf8.decode(bytes, offset, length);
    if (value == null) {
      throw new IllegalArgumentException("a topic is well-formed UTF-8 without U+0000");
    }
    TopicSyntax.requireNoWildcard(value);
    return new TopicName(value, Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The text. */
  public String value() {
    return value;
  }

  /** The number of bytes in UTF-8. */
  public int length() {
    return utf8.length;
  }

  /** Copies the UTF-8 bytes into an array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(utf8, 0, target, offset, utf8.length);
  }

  /** Whether these are the UTF-8 bytes of this name. */
  public boolean hasBytes(byte[] bytes, int offset, int length) {
    return Arrays.equals(utf8, 0, utf8.length, bytes, offset, offset + length);
  }

  /**
   * Whether the name begins with {@code $}, and so is not matched by a leading wildcard {@code
   * [MQTT-4.7.2-1]}.
   */
  public boolean isReserved() {
    return value.charAt(0) == '$';
  }

  /** The number of levels: one more than there are slashes. */
  public int levels() {
    return TopicSyntax.levels(value);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TopicName that && hash == that.hash && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return value;
  }
}
