package io.heddle.hook;

import java.time.Duration;

/**
 * How hooks are called.
 *
 * @param timeout how long an interceptor may take, 10 milliseconds to an hour
 */
public record HookOptions(Duration timeout) {
  /** As the settings are when nobody sets them. */
  public static final HookOptions USUAL = new HookOptions(Duration.ofSeconds(5));
}
