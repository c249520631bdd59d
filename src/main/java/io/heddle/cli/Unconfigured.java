package io.heddle.cli;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.io.IOException;

/** A command that reads no configuration: tells its failures, each in a sentence. */
record Unconfigured(Task task, Terminal terminal) implements Command {
  @Override
  public int run(Choices choices, Terminal unused) {
    return run();
  }

  @Override
  public int run(Configuration configuration, Sources sources) {
    return run();
  }

  private int run() {
    try {
      return task.run();
    } catch (FailedException e) {
      return terminal.fail(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return terminal.fail(FAILED, words(e));
    }
  }

  /** Those of the system are often no more than a name. */
  private static String words(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains(" ") ? message : message + ": " + fault.getClass().getSimpleName();
  }
}
