package io.heddle.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Topic Name is, section 4.7. */
class TopicNameTest {
  private static TopicName ofBytes(String text) {
    byte[] bytes = (">" + text + "<").getBytes(StandardCharsets.UTF_8);
    return TopicName.ofUtf8(bytes, 1, bytes.length - 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/",
        "//",
        "a/b/c",
        "/a",
        "a/",
        " ",
        "a b/c d",
        "é/€/😀",
        "$SYS/x",
        "$share/g/a",
        "\u0001",
        "\uFEFF"
      })
  void isATopicName(String text) {
    TopicName name = TopicName.of(text);
    assertEquals(text, name.value());
    assertEquals(name, ofBytes(text));
    assertEquals(name.hashCode(), ofBytes(text).hashCode());
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(utf8.length, name.length());
    byte[] target = new byte[utf8.length + 2];
    name.copyTo(target, 1);
    assertTrue(name.hasBytes(target, 1, utf8.length));
    assertFalse(name.hasBytes(target, 1, utf8.length - 1));
    assertFalse(name.hasBytes(target, 1, utf8.length + 1));
    assertFalse(name.hasBytes(target, 0, utf8.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "+", "a/#", "a+b", "a/+/b", "a#", "\0", "a\0"})
  void isNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> TopicName.of(text));
    assertThrows(IllegalArgumentException.class, () -> ofBytes(text));
  }

  @Test
  void halfASurrogatePairIsNone() {
    assertThrows(IllegalArgumentException.class, () -> TopicName.of("a\uD800"));
    byte[] bytes = {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80};
    assertThrows(IllegalArgumentException.class, () -> TopicName.ofUtf8(bytes, 0, 4));
  }

  @Test
  void hasAtMost65535Bytes() {
    assertEquals(65_535, TopicName.of("x".repeat(65_535)).length());
    assertThrows(IllegalArgumentException.class, () -> TopicName.of("x".repeat(65_536)));
    assertEquals(65_535, TopicName.of("€".repeat(21_845)).length());
    assertThrows(IllegalArgumentException.class, () -> TopicName.of("€".repeat(21_846)));
    assertThrows(
        IllegalArgumentException.class, () -> TopicName.ofUtf8(new byte[65_536], 0, 65_536));
  }

  @ParameterizedTest
  @CsvSource({"a, 1", "a/b, 2", "/, 2", "/a, 2", "a//b, 3", "a/b/, 3"})
  void levels(String text, int levels) {
    assertEquals(levels, TopicName.of(text).levels());
  }

  @Test
  void equality() {
    assertNotEquals(TopicName.of("a"), TopicName.of("A"));
    assertNotEquals(TopicName.of("a"), TopicName.of("a/"));
    // The same hash of the text.
    assertEquals("Aa".hashCode(), "BB".hashCode());
    assertNotEquals(TopicName.of("Aa"), TopicName.of("BB"));
    assertTrue(TopicName.of("$SYS").isReserved());
    assertFalse(TopicName.of("a/$SYS").isReserved());
  }
}
