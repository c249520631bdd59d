package io.heddle.config;

import io.heddle.builtin.DelayedOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of delayed messages, and how they become that room's options. */
final class DelayedSettings {
  static final Setting<Boolean> ENABLED =
      Setting.of(
          "delayed.enabled",
          new Kind.Flag(),
          "false",
          "Whether a message to $delayed/SECONDS/TOPIC is published to TOPIC after so many seconds. Without it that is a topic like any"
              + " other.");

  static final Setting<Integer> MESSAGES =
      Setting.of(
          "delayed.maximum-messages",
          new Kind.Whole(1, 100_000_000),
          "100000",
          "The most messages that wait for their time. Those that come then are refused: MQTT 5 clients are told 0x97.");

  static final Setting<Long> BYTES =
      Setting.of(
          "delayed.maximum-bytes",
          ByteSize.between(1024, 1L << 40),
          "64MiB",
          "The most memory that they take together.");

  static final List<Setting<?>> ALL = List.of(ENABLED, MESSAGES, BYTES);

  private DelayedSettings() {}

  /** Null when no message is delayed. */
  static @Nullable DelayedOptions options(Values values) {
    return values.get(ENABLED)
        ? new DelayedOptions(
            values.get(MESSAGES),
            values.get(BYTES),
            ConnectionSettings.options(values).checkPayloadFormat())
        : null;
  }
}
