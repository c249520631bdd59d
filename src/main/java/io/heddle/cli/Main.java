package io.heddle.cli;

import io.heddle.cli.line.Terminal;

/** The process: {@code bin/heddle} starts here. */
public final class Main {
  private Main() {}

  /** Does what the arguments say and ends the process. */
  public static void main(String[] arguments) {
    LogFormat.set();
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    Serve broker = new Serve(terminal, new StopSignals());
    Command serve =
        (configuration, sources) -> {
          LogFormat.level(configuration.logLevel());
          return broker.run(configuration, sources);
        };
    Choices plain = Choices.plain(arguments);
    return plain != null
        ? serve.run(plain, terminal)
        : new Commands(terminal, serve, arguments).run();
  }
}
