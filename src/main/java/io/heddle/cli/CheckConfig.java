package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import io.heddle.config.Sources;
import io.heddle.extension.ExtensionOptions;
import io.heddle.extension.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code check-config}: says that a configuration is right, and that the files that it names can be
 * read; that it is wrong otherwise is told by whoever reads it.
 */
record CheckConfig(Terminal terminal) implements Command {

  @Override
  public int run(Configuration configuration, Sources sources) {
    List<Found> extensions = Found.below(configuration.extensions().folder());
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
    List<String> missing = tell(extensions, configuration.extensions());
    if (!missing.isEmpty()) {
      Command.tell(missing, "the extensions", terminal);
      return FAILED;
    }
    Path file = sources.file();
    terminal.out().println("ok: " + (file == null ? "no file" : file));
    return DONE;
  }

  /**
   * Says what extensions there are; those that cannot be loaded are wrong only when they have to be
   * there. None of their code runs: whether one starts is not known.
   */
  private List<String> tell(List<Found> extensions, ExtensionOptions options) {
    List<String> missing = new ArrayList<>();
    for (Found each : extensions) {
      String jars = each.jars().isEmpty() ? "" : " (" + String.join(", ", each.jars()) + ")";
      if (each.problem().isEmpty()) {
        terminal.out().println("extension " + each.name() + ": " + each.provider() + jars);
      } else if (options.required().contains(each.name())) {
        missing.add("extensions.required = " + each.name() + ": " + each.problem());
      } else {
        terminal
            .out()
            .println("extension " + each.name() + " cannot be loaded: " + each.problem() + jars);
      }
    }
    return missing;
  }
}
