package io.heddle.cli.message;

import io.heddle.cli.line.Part;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package, by their words. */
public final class Messaging {
  private Messaging() {}

  /** Adds them. */
  public static void addTo(Map<String, Supplier<Part>> parts) {
    parts.put("pub", Pub::part);
    parts.put("sub", SubscribeWords::part);
    parts.put("rr", Rr::part);
  }
}
