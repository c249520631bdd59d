package io.heddle.config;

import io.heddle.hook.HookOptions;
import java.time.Duration;
import java.util.List;

/** The settings of hooks, and how they become that room's options. */
final class HookSettings {
  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "hooks.timeout",
          TimeSpan.between(Duration.ofMillis(10), Duration.ofHours(1)),
          "5s",
          "How long an interceptor may take for one decision (docs/hooks.md). Its thread is interrupted then, or an eighth of that time"
              + " later, and what it was asked about is denied.");

  static final Setting<Integer> QUEUE =
      Setting.of(
          "hooks.queue",
          new Kind.Whole(1, 10_000_000),
          "10000",
          "The most events that wait for one observer: messages that were delivered, acknowledged or dropped, sessions that ended,"
              + " Wills that were published. When it is full the observer misses events, which is counted.");

  static final List<Setting<?>> ALL = List.of(TIMEOUT, QUEUE);

  private HookSettings() {}

  static HookOptions options(Values values) {
    return new HookOptions(values.get(TIMEOUT));
  }
}
