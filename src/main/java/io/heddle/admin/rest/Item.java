package io.heddle.admin.rest;

import jakarta.json.JsonObject;

/**
 * Something that a request may bring: a parameter of its path or query, or a member of its content.
 *
 * @param needed whether it must be there
 * @param <T> what it becomes
 */
record Item<T>(String name, Input<T> input, boolean needed, String help) {

  /** One that must be there. */
  static <T> Item<T> needed(String name, Input<T> input, String help) {
    return new Item<>(name, input, true, help);
  }

  /** One that may be left out. */
  static <T> Item<T> optional(String name, Input<T> input, String help) {
    return new Item<>(name, input, false, help);
  }

  /** Its schema as a member of an object. */
  JsonObject property() {
    return Json.object(input.schema()).add("description", help).build();
  }
}
