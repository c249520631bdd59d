package io.heddle.cli;

import io.heddle.cli.line.Part;
import io.heddle.cli.message.Messaging;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands that read no configuration of a broker, by their words. */
final class Tasks {
  private Tasks() {}

  static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    Messaging.addTo(parts);
    return parts;
  }
}
