package io.heddle.config;

import java.util.function.UnaryOperator;

/**
 * A text that somebody else has rules for.
 *
 * @param problem what is wrong with a text, to be put behind it; empty when it is right
 */
record Checked(String allowed, UnaryOperator<String> problem) implements Kind<String> {
  @Override
  public String parse(String text) {
    String wrong = text.isEmpty() ? "empty" : problem.apply(text);
    if (!wrong.isEmpty()) {
      throw refusal(wrong);
    }
    return text;
  }
}
