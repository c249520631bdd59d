package io.heddle.local;

import java.util.function.Supplier;

/**
 * How often somebody who is asked about a local client, or told what it does, has a local client do
 * something himself, about which he is asked again, and so on: a bound makes that end with an error
 * and not with the stack. Safe for use by any thread.
 */
final class Nesting {
  /** The most that are within each other. */
  static final int MOST = 8;

  private static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

  private Nesting() {}

  /**
   * Does something that runs the code of others.
   *
   * @throws IllegalStateException when that is done within itself too often
   */
  static <T> T within(Supplier<T> action) {
    int depth = DEPTH.isBound() ? DEPTH.get() : 0;
    if (depth == MOST) {
      throw new IllegalStateException(
          "a hook or an observer uses a client in the program, about which it is asked or told"
              + " again, "
              + MOST
              + " times within each other");
    }
    return ScopedValue.where(DEPTH, depth + 1).call(action::get);
  }
}
