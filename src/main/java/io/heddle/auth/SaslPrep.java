package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Utf8;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.PrimitiveIterator;

/**
 * SASLprep (RFC 4013): one way to write names and passwords that look the same, so that client and
 * server hash the same bytes. Stored strings: characters that this Java does not know are refused.
 */
final class SaslPrep {
  /** Beside spaces, all that RFC 3454 maps to nothing. */
  private static final String NOTHING =
      "\u00AD\u034F\u1806\u180B\u180C\u180D\u200C\u200D\u2060\uFEFF";

  private SaslPrep() {}

  /**
   * The prepared text of bytes.
   *
   * @throws IllegalArgumentException when they are not UTF-8, or as for a text; the message begins
   *     with a verb, and shows nothing of them
   */
  static String of(byte[] bytes) {
    if (!Utf8.isWellFormed(Bytes.wrap(bytes))) {
      throw new IllegalArgumentException("is not UTF-8");
    }
    return of(new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * The prepared text.
   *
   * @throws IllegalArgumentException when there is none; the message begins with a verb, and shows
   *     nothing of the text
   */
  static String of(String text) {
    StringBuilder mapped = new StringBuilder();
    text.codePoints().forEach(c -> map(c, mapped));
    String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    if (normal.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    if (normal.codePoints().anyMatch(SaslPrep::isProhibited)) {
      throw new IllegalArgumentException("has characters that SCRAM does not allow (RFC 4013)");
    }
    checkDirections(normal);
    return normal;
  }

  private static void map(int c, StringBuilder mapped) {
    if (c == 0x200B || Character.getType(c) == Character.SPACE_SEPARATOR) {
      mapped.append(' ');
    } else if (NOTHING.indexOf(c) < 0 && (c < 0xFE00 || c > 0xFE0F)) {
      mapped.appendCodePoint(c);
    }
  }

  private static boolean isProhibited(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> c == 0xFFFC || c == 0xFFFD || c >= 0x2FF0 && c <= 0x2FFB;
    };
  }

  /** What is read from right to left begins and ends so, and has nothing of the other kind. */
  private static void checkDirections(String text) {
    if (text.codePoints().noneMatch(SaslPrep::goesLeft)) {
      return;
    }
    PrimitiveIterator.OfInt all = text.codePoints().iterator();
    boolean first = goesLeft(all.nextInt());
    boolean last = goesLeft(text.codePointBefore(text.length()));
    boolean mixed =
        text.codePoints()
            .anyMatch(
                c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    if (!first || !last || mixed) {
      throw new IllegalArgumentException(
          "mixes directions of writing in a way that SCRAM does not allow (RFC 4013)");
    }
  }

  private static boolean goesLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
