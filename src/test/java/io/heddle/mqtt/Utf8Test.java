package io.heddle.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text against the JDK's strict decoder. */
class Utf8Test {
  private static String model(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @Test
  void everySequenceOfTwoBytesAndManyOfFourAreReadAsTheModelReadsThem() {
    byte[] two = new byte[2];
    for (int i = 0; i < 1 << 16; i++) {
      two[0] = (byte) (i >> 8);
      two[1] = (byte) i;
      assertEquals(model(two), Utf8.decode(two, 0, 2));
    }
    Random random = new Random(1);
    byte[] four = new byte[4];
    int texts = 0;
    for (int i = 0; i < 300_000; i++) {
      // The leading byte of a longer sequence, and mostly continuation bytes after it.
      four[0] = (byte) (0xE0 + random.nextInt(24));
      for (int j = 1; j < 4; j++) {
        four[j] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 0x80 + random.nextInt(64));
      }
      String expected = model(four);
      texts += expected == null ? 0 : 1;
      assertEquals(expected, Utf8.decode(four, 0, 4));
    }
    assertTrue(texts > 10_000, texts + " texts");
  }

  @Test
  void everyCharacterComesBackAlone() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String text = Character.toString(c);
      byte[] bytes = Utf8.encode(text);
      assertEquals(text, Utf8.decode(bytes, 0, bytes.length));
    }
  }

  @Test
  void aPartIsReadAndNoMore() {
    byte[] bytes = {(byte) 0xFF, 'a', 'b', 0};
    assertEquals("ab", Utf8.decode(bytes, 1, 2));
    assertEquals("", Utf8.decode(bytes, 4, 0));
    assertNull(Utf8.decode(bytes, 0, 2));
    assertNull(Utf8.decode(bytes, 1, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Utf8.decode(bytes, 3, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0",
        "a\0b",
        "\uD800",
        "\uDC00",
        "a\uD800b",
        "\uDC00\uD800",
        "\uD800\uD800\uDC00"
      })
  void whatIsNoTextIsNotWritten(String text) {
    assertThrows(IllegalArgumentException.class, () -> Utf8.encode(text));
  }

  @Test
  void aPayloadMayHaveU0000() {
    assertTrue(Utf8.isWellFormed(Bytes.wrap(new byte[] {'a', 0, (byte) 0xC3, (byte) 0xA9})));
    assertTrue(Utf8.isWellFormed(Bytes.EMPTY));
    assertFalse(Utf8.isWellFormed(Bytes.wrap(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})));
    assertFalse(Utf8.isWellFormed(Bytes.wrap(new byte[] {'a', (byte) 0xC3})));
  }
}
