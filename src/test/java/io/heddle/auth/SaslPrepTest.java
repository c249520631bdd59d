package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SASLprep, with the examples of RFC 4013. */
class SaslPrepTest {
  @Test
  void examplesOfTheRfc() {
    assertEquals("IX", SaslPrep.of("I\u00ADX"));
    assertEquals("user", SaslPrep.of("user"));
    assertEquals("USER", SaslPrep.of("USER"));
    assertEquals("a", SaslPrep.of("\u00AA"));
    assertEquals("IX", SaslPrep.of("\u2168"));
  }

  @Test
  void textsThatLookTheSameBecomeTheSame() {
    assertEquals("p\u00E4ss", SaslPrep.of("pa\u0308ss"));
    assertEquals("a b c", SaslPrep.of("a\u00A0b\u3000c"));
    assertEquals("\uD83D\uDD11 key", SaslPrep.of("\uD83D\uDD11 key"));
    assertEquals("\u0627\u0031\u0628", SaslPrep.of("\u0627\u0031\u0628"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u00AD",
        "\u0007",
        "\u0627\u0031",
        "a\u0627",
        "\u0627a\u0628",
        "x\uE000",
        "x\uFFFD",
        "x\u200E",
        "x\u2028",
        "x\uFDD0",
        "x\uD83D",
        "x\uDB40\uDC01",
        "x\u0378"
      })
  void whatIsNotAllowed(String text) {
    assertThrows(IllegalArgumentException.class, () -> SaslPrep.of(text));
  }

  @Test
  void bytesAreText() {
    assertEquals("x", SaslPrep.of(new byte[] {'x'}));
    byte[] wrong = {(byte) 0xC3};
    assertEquals(
        "is not UTF-8",
        assertThrows(IllegalArgumentException.class, () -> SaslPrep.of(wrong)).getMessage());
  }
}
