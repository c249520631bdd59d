package io.heddle.cli;

import io.heddle.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the configuration.
 *
 * @param config the file of {@code --config}, or null
 * @param options key and value of each {@code -D}
 */
record Choices(@Nullable Path config, Map<String, String> options) {
  /** An empty command line. */
  static final Choices NONE = new Choices(null, Map.of());

  /**
   * The sources of the configuration; the file is the one named, or else that of the image if it
   * has one.
   */
  Sources sources(Terminal terminal) {
    return new Sources(file(terminal), terminal.environment(), options);
  }

  private @Nullable Path file(Terminal terminal) {
    if (config != null) {
      return config;
    }
    String named = terminal.environment().getOrDefault("HEDDLE_CONFIG", "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    if (terminal.home() == null) {
      return null;
    }
    Path usual = terminal.home().resolve("conf").resolve("heddle.properties");
    return Files.exists(usual) ? usual : null;
  }
}
