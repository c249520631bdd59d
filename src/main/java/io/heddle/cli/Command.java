package io.heddle.cli;

import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.config.Sources;

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
    try {
      return run(Configuration.load(sources), sources);
    } catch (ConfigurationException e) {
      e.errors().forEach(terminal.err()::println);
      int count = e.errors().size();
      terminal
          .err()
          .println(
              "heddle: " + count + (count == 1 ? " error" : " errors") + " in the configuration");
      return FAILED;
    }
  }
}
