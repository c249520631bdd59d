package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code store}: does something with a store that no broker uses. The exit code is 0 when that is
 * done and the store is sound, 1 when it is damaged, and 2 when it cannot be done.
 *
 * @param folder null for the one that the configuration names
 */
record StoreCommand(Terminal terminal, @Nullable Path folder, Work work) implements Command {
  /** What is done. */
  interface Work {
    /**
     * Does it, and answers the exit code.
     *
     * @throws IOException with a sentence when it cannot be done
     */
    int on(Path folder) throws IOException;
  }

  @Override
  public int run(Choices choices, Terminal unused) {
    if (folder != null) {
      return on(folder);
    }
    Sources sources = choices.sources(terminal);
    Configuration configuration = Command.load(sources, terminal);
    // Not FAILED: that is a store that is damaged.
    return configuration == null ? MISUSED : run(configuration, sources);
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    Path named = configuration.dataDirectory();
    if (named == null) {
      terminal.err().println("heddle: no folder of a store: name it, or set data.directory");
      return MISUSED;
    }
    return on(named);
  }

  private int on(Path store) {
    try {
      return work.on(store);
    } catch (IOException e) {
      terminal.err().println("heddle: " + words(e));
      return MISUSED;
    }
  }

  /** Those of the system are often no more than a name. */
  private static String words(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains(" ") ? message : message + ": " + fault.getClass().getSimpleName();
  }
}
