package io.heddle.admin.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param total entries of the whole list
 * @param next where the list goes on; null at its end
 */
record Listed<T>(List<T> items, long total, @Nullable String next) {

  /** The whole of a list. */
  static <T> Listed<T> whole(List<T> items) {
    return new Listed<>(items, items.size(), null);
  }

  /** How parts of a list look. */
  static <T> Fields<Listed<T>> of(Fields<T> item) {
    return Fields.<Listed<T>>of(item.name() + "List")
        .with("items", Shape.list(item), "The entries, in their order.", Listed::items)
        .with(
            "total",
            Scalar.COUNT,
            "How many entries the whole list has. Where a filter had to count them it was for the first part.",
            Listed::total)
        .maybe(
            "next",
            Scalar.TEXT,
            "What `cursor` has to be to get the part behind this one; absent at the end.",
            Listed::next);
  }
}
