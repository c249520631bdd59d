package io.heddle.config;

/** A text that is neither shown nor logged. */
record Secret(String allowed) implements Kind<String> {
  /** What is shown instead. */
  static final String SHOWN = "(not shown)";

  @Override
  public String shown(String text) {
    return text.isEmpty() ? text : SHOWN;
  }

  @Override
  public String parse(String text) {
    if (text.isEmpty()) {
      throw refusal("empty");
    }
    return text;
  }
}
