package io.heddle.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text as the standard takes it: well-formed UTF-8 (nothing overlong, no surrogate code points,
 * nothing above U+10FFFF) without U+0000 {@code [MQTT-1.5.4-1] [MQTT-1.5.4-2]}. U+FEFF is a
 * character like any other and is kept {@code [MQTT-1.5.4-3]}.
 */
public final class Utf8 {
  private Utf8() {}

  /**
   * The text that these bytes are, or null when they are not text as the standard takes it. Null
   * rather than an exception: the bytes come from strangers, and a stack trace for each wrong one
   * would be work that they can order.
   *
   * @throws IndexOutOfBoundsException when the part does not lie within the array
   */
  public static @Nullable String decode(byte[] bytes, int offset, int length) {
    if (isPlain(bytes, offset, length)) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // What is not well-formed has become U+FFFD, which is written as other bytes than those it
    // stands for: only well-formed text
    // survives the way there and back.
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    boolean wellFormed = Arrays.equals(again, 0, again.length, bytes, offset, offset + length);
    return wellFormed && text.indexOf('\0') < 0 ? text : null;
  }

  /**
   * Whether a payload is well-formed UTF-8, as Payload Format Indicator 1 promises; there U+0000 is
   * allowed.
   */
  public static boolean isWellFormed(Bytes payload) {
    return Bytes.utf8(payload.text()).equals(payload);
  }

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException when it has U+0000 or half a surrogate pair, which no string
   *     of the standard can hold
   */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException("U+0000 in a text");
      }
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isLowSurrogate(c)
          || i + 1 == text.length()
          || !Character.isLowSurrogate(text.charAt(++i))) {
        throw new IllegalArgumentException("half of a surrogate pair in a text");
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether every byte is U+0001 to U+007F: nearly all topics are, and then a byte is a character.
   */
  private static boolean isPlain(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }
}
