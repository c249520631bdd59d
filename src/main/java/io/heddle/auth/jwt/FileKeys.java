package io.heddle.auth.jwt;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a file.
 *
 * @param file what it says at each moment
 */
public record FileKeys(Supplier<KeyRing> file) implements TokenKeys {
  @Override
  public KeyRing get(@Nullable String id) {
    return file.get();
  }
}
