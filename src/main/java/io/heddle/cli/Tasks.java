package io.heddle.cli;

import io.heddle.cli.bench.Bench;
import io.heddle.cli.line.Part;
import io.heddle.cli.message.Messaging;
import io.heddle.cli.operate.Operating;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The commands that read no configuration of a broker, by their words; each is made when it is
 * asked for.
 */
final class Tasks {
  private Tasks() {}

  static Map<String, Supplier<Part>> parts() {
    Map<String, Supplier<Part>> parts = new LinkedHashMap<>();
    Messaging.addTo(parts);
    parts.put("bench", Bench::part);
    Operating.addTo(parts);
    return parts;
  }
}
