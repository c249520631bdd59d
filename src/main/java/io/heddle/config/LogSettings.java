package io.heddle.config;

import java.util.List;

/**
 * The settings of the log. They are for the command line: an embedded broker's log is its host's.
 */
final class LogSettings {
  static final Setting<LogLevel> LEVEL =
      Setting.of(
          "log.level",
          new Kind.Choice<>(LogLevel.class),
          "info",
          "How much bin/heddle logs, to stderr. info has a line for each connection that a client or the network ends otherwise than they"
              + " should, at most 50 a second and the rest counted; debug also one for each that comes or leaves in order. For embedders"
              + " it has no effect: the broker logs to slf4j, and its host decides.");

  static final List<Setting<?>> ALL = List.of(LEVEL);

  private LogSettings() {}
}
