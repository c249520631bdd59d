package io.heddle.cli;

import io.heddle.cli.bench.Bench;
import io.heddle.cli.line.Part;
import io.heddle.cli.message.Messaging;
import io.heddle.cli.operate.Operating;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands that read no configuration of a broker, by their words. */
final class Tasks {
  private Tasks() {}

  static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    Messaging.addTo(parts);
    parts.put("bench", Bench.part());
    Operating.addTo(parts);
    return parts;
  }
}
