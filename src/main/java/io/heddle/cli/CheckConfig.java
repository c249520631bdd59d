package io.heddle.cli;

import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import io.heddle.config.Sources;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code check-config}: says that a configuration is right; that it is wrong is told by whoever
 * reads it.
 */
record CheckConfig(Terminal terminal) implements Command {

  @Override
  public int run(Configuration configuration, Sources sources) {
    List<String> unguarded = configuration.unguarded(configuration.authenticates());
    if (!unguarded.isEmpty()) {
      Command.tell(unguarded, "the configuration", terminal);
      return FAILED;
    }
    for (Effective setting : configuration.effective()) {
      if (!setting.origin().equals(Effective.DEFAULT) && !setting.note().isEmpty()) {
        terminal.out().println(setting.key() + " = " + setting.value() + ": " + setting.note());
      }
    }
    Path file = sources.file();
    terminal.out().println("ok: " + (file == null ? "no file" : file));
    return DONE;
  }
}
