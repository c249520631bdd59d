package io.heddle.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, the weakest first.
 *
 * @param home the folder of the image, which brings extensions; null for none
 * @param file a properties file in UTF-8, which has to be there; null for none
 * @param environment the variables of the process; those that do not begin with {@code HEDDLE_} are
 *     ignored
 * @param options key and value of each {@code -D}
 */
public record Sources(
    @Nullable Path home,
    @Nullable Path file,
    Map<String, String> environment,
    Map<String, String> options) {

  /** Sources without an image. */
  public Sources(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    this(null, file, environment, options);
  }

  /** A file alone. */
  public static Sources file(Path file) {
    return new Sources(file, Map.of(), Map.of());
  }
}
