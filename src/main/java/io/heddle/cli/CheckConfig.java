package io.heddle.cli;

import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import io.heddle.config.Sources;
import io.heddle.extension.Folders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code check-config}: says that a configuration is right, and that the files that it names can be
 * read; that it is wrong otherwise is told by whoever reads it.
 */
record CheckConfig(Terminal terminal) implements Command {

  @Override
  public int run(Configuration configuration, Sources sources) {
    Set<String> extensions = Folders.below(configuration.extensions().folder()).keySet();
    List<String> problems = new ArrayList<>(configuration.unreadable());
    List<String> unguarded = configuration.unguarded(configuration.authenticates());
    if (!unguarded.isEmpty() && !extensions.isEmpty()) {
      unguarded.forEach(line -> terminal.out().println("unless an extension does: " + line));
    } else {
      problems.addAll(unguarded);
    }
    if (!problems.isEmpty()) {
      Command.tell(problems, "the configuration", terminal);
      return FAILED;
    }
    for (Effective setting : configuration.effective()) {
      if (!setting.origin().equals(Effective.DEFAULT) && !setting.note().isEmpty()) {
        terminal.out().println(setting.key() + " = " + setting.value() + ": " + setting.note());
      }
    }
    if (!extensions.isEmpty()) {
      terminal.out().println("extensions: " + String.join(", ", extensions));
    }
    Path file = sources.file();
    terminal.out().println("ok: " + (file == null ? "no file" : file));
    return DONE;
  }
}
