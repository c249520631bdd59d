package io.heddle.extension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of extensions. Immutable.
 *
 * @param folder with a folder for each; null for no extensions
 * @param order the names of those that start first, one after the other
 * @param required the names of those without which the broker does not start
 * @param timeout for the code of one while it starts, and while it stops
 * @param settings of each extension by its name, and in there by the rest of the key
 */
public record ExtensionOptions(
    @Nullable Path folder,
    List<String> order,
    Set<String> required,
    Duration timeout,
    Map<String, Map<String, String>> settings) {
  /** No extensions. */
  public static final ExtensionOptions NONE =
      new ExtensionOptions(null, List.of(), Set.of(), Duration.ofSeconds(30), Map.of());

  /** Copies the lists. */
  public ExtensionOptions {
    order = List.copyOf(order);
    required = Set.copyOf(required);
    settings = Map.copyOf(settings);
  }
}
