package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the configuration.
 *
 * @param config the file of {@code --config}, or null
 * @param options key and value of each {@code -D}
 */
record Choices(@Nullable Path config, Map<String, String> options) {
  /** The option that names a file. */
  static final String CONFIG = "--config";

  /** The option that gives a setting. */
  static final String OPTION = "-D";

  /**
   * What arguments say that are nothing but {@code --config FILE}, {@code --config=FILE}, {@code -D
   * KEY=VALUE} and {@code -DKEY=VALUE}, each at most as often as {@link Commands} allows; null when
   * anything else is among them. Nearly every broker is started so, and loading the library that
   * knows the whole grammar takes longer than all the rest of a start.
   */
  static @Nullable Choices plain(String[] arguments) {
    Path config = null;
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String word = arguments[i];
      boolean alone = (word.equals(CONFIG) || word.equals(OPTION)) && i + 1 < arguments.length;
      if (word.equals(CONFIG) && alone && config == null && isFile(arguments[i + 1])) {
        config = Path.of(arguments[++i]);
      } else if (word.startsWith(CONFIG + "=")
          && word.length() > CONFIG.length() + 1
          && config == null) {
        config = Path.of(word.substring(CONFIG.length() + 1));
      } else if (!word.startsWith(OPTION)
          || !assign(alone ? arguments[++i] : word.substring(2), options)) {
        return null;
      }
    }
    return new Choices(config, options);
  }

  private static boolean isFile(String argument) {
    return !argument.isEmpty() && !argument.startsWith("-");
  }

  /** Adds KEY=VALUE; false when the text is something else. */
  static boolean assign(String text, Map<String, String> options) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      return false;
    }
    options.put(text.substring(0, equals), text.substring(equals + 1));
    return true;
  }

  /**
   * The sources of the configuration; the file is the one named, or else that of the image if it
   * has one.
   */
  Sources sources(Terminal terminal) {
    return new Sources(terminal.home(), file(terminal), terminal.environment(), options);
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
