package io.heddle.admin.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * How a value is read that a request brings.
 *
 * @param <T> what it becomes
 */
interface Input<T> {
  /** What it looks like in JSON. */
  JsonObject schema();

  /**
   * What a value in JSON stands for.
   *
   * @throws IllegalArgumentException when it is nothing; the message goes on from its name
   */
  T read(JsonValue value);

  /**
   * What a text in a path or a query stands for.
   *
   * @throws IllegalArgumentException when it is nothing; the message goes on from its name
   */
  T parse(String text);
}
