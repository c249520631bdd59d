package io.heddle.cli.operate;

import io.heddle.cli.line.Part;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package, by their words. */
public final class Operating {
  private Operating() {}

  /** Adds them. */
  public static void addTo(Map<String, Supplier<Part>> parts) {
    parts.put("clients", ClientsCommand::part);
    parts.put("sessions", SessionsCommand::part);
    parts.put("topics", TopicsCommand::part);
    parts.put("ban", BanCommand::part);
    parts.put("explain", ExplainCommand::part);
  }
}
