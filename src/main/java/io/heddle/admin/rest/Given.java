package io.heddle.admin.rest;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request has brought of some items. Immutable. */
final class Given {
  private final Map<Item<?>, Object> values;

  Given(Map<Item<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** What was brought; a problem when it is not there, though it need not be. */
  <T> T get(Item<T> item) throws Problem {
    T value = find(item);
    if (value == null) {
      throw Problem.badRequest(item.name() + " is missing");
    }
    return value;
  }

  /** What was brought, or null. */
  @SuppressWarnings("unchecked") // the item has made it
  <T> @Nullable T find(Item<T> item) {
    return (T) values.get(item);
  }

  /** What was brought, or something else. */
  <T> T get(Item<T> item, T otherwise) {
    T value = find(item);
    return value == null ? otherwise : value;
  }

  /** What was brought. */
  <T> Optional<T> optional(Item<T> item) {
    return Optional.ofNullable(find(item));
  }
}
