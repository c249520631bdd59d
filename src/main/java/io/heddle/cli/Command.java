package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.config.Sources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a configuration. */
interface Command {
  /** The exit code of a process that did what it was asked to. */
  int DONE = 0;

  /** The exit code of a process that could not. */
  int FAILED = 1;

  /** The exit code of a process that was asked wrongly. */
  int MISUSED = 2;

  /** Does it, and answers the exit code. */
  int run(Configuration configuration, Sources sources);

  /**
   * Reads the configuration and does it; or tells everything that is wrong with the configuration.
   */
  default int run(Choices choices, Terminal terminal) {
    Sources sources = choices.sources(terminal);
    Configuration configuration = load(sources, terminal);
    return configuration == null ? FAILED : run(configuration, sources);
  }

  /** The configuration; null after it was told what is wrong with it. */
  static @Nullable Configuration load(Sources sources, Terminal terminal) {
    try {
      return Configuration.load(sources);
    } catch (ConfigurationException e) {
      tell(e.errors(), "the configuration", terminal);
      return null;
    }
  }

  /** Tells what is wrong with something. */
  static void tell(List<String> errors, String where, Terminal terminal) {
    errors.forEach(terminal.err()::println);
    int count = errors.size();
    terminal
        .err()
        .println("heddle: " + count + (count == 1 ? " error" : " errors") + " in " + where);
  }
}
