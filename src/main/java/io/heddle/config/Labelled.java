package io.heddle.config;

import java.util.List;
import java.util.Locale;

/** One of some values, written as they write themselves; upper and lower case are the same. */
record Labelled<T>(List<T> values) implements Kind<T> {
  @Override
  public T parse(String text) {
    for (T value : values) {
      if (value.toString().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw refusal("'" + text + "' is not known");
  }

  @Override
  public String allowed() {
    return "one of " + String.join(", ", values.stream().map(String::valueOf).toList());
  }
}
