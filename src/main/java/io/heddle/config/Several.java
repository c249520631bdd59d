package io.heddle.config;

import java.util.ArrayList;
import java.util.List;

/** Values of one kind with commas between them; an empty text is none. */
record Several<T>(Kind<T> each, String allowed) implements Kind<List<T>> {
  @Override
  public List<T> parse(String text) {
    List<T> values = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String value = part.strip();
      if (value.isEmpty()) {
        throw refusal("nothing between two commas");
      }
      values.add(each.parse(value));
    }
    return List.copyOf(values);
  }
}
