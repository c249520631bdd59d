package io.heddle.cli;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import io.heddle.cli.line.Terminal;
import io.heddle.config.Configuration;
import io.heddle.config.Sources;
import java.net.URI;
import java.util.List;

/** Runs a broker until the process is asked to stop: what {@code heddle} does without a command. */
record Serve(Terminal terminal, Stop stop) implements Command {

  @Override
  public int run(Configuration configuration, Sources sources) {
    stop.listen();
    List<String> unreadable = configuration.unreadable();
    if (!unreadable.isEmpty()) {
      Command.tell(unreadable, "the configuration", terminal);
      return FAILED;
    }
    try (Broker broker = Heddle.start(configuration.explicit())) {
      stop.onReload(broker::reload);
      terminal.out().println(ready(broker));
      terminal.out().flush();
      stop.await();
      return DONE;
    } catch (StartException e) {
      terminal.err().println("heddle: " + e.getMessage());
      return FAILED;
    }
  }

  /** The line that scripts wait for. */
  private static String ready(Broker broker) {
    StringBuilder line = new StringBuilder("heddle ready");
    for (URI endpoint : broker.endpoints()) {
      line.append(' ').append(endpoint);
    }
    broker.metricsEndpoint().ifPresent(metrics -> line.append(' ').append(metrics));
    broker.adminEndpoint().ifPresent(admin -> line.append(' ').append(admin));
    return line.toString();
  }
}
