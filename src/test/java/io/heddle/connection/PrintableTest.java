package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, people read one line of it, and nothing is done to their terminal. */
class PrintableTest {
  private static String of(String text) {
    return Printable.of(text, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "client-1", "größer", "温度", "😀 a"})
  void whatIsPlainStaysItself(String text) {
    assertSame(text, of(text));
  }

  @Test
  void whatIsNotIsEscaped() {
    assertEquals("a\\nb\\r\\t", of("a\nb\r\t"));
    assertEquals("say \\\"hi\\\\", of("say \"hi\\"));
    assertEquals("\\u001B[31m", of("\u001b[31m"));
    assertEquals("\\u007F\\u0085\\u009B", of("\u007f\u0085\u009b"));
    assertEquals("\\u2028\\u2029", of("\u2028\u2029"));
    assertEquals("\\u202Eabc\\u200B\\uFEFF", of("\u202eabc\u200b\ufeff"));
    assertEquals("\\uDB40\\uDC01", of(Character.toString(0xE0001)));
    assertEquals("\\uD800", of("\ud800"));
    assertEquals("\\uE000\\uFFFF", of("\ue000\uffff"));
  }

  @Test
  void whatIsTooLongIsCut() {
    assertEquals("0123456789", of("0123456789"));
    assertEquals("0123456789…", of("01234567890"));
    assertEquals("\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n…", of("\n".repeat(60_000)));
    assertEquals("😀".repeat(10), of("😀".repeat(10)));
    assertEquals("😀".repeat(10) + "…", of("😀".repeat(11)));
  }

  @Test
  void noCharacterOfAllMakesASecondLine() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      String shown = of(Character.toString(point));
      assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
      assertEquals(1, shown.split("\\R", -1).length, shown);
    }
  }
}
