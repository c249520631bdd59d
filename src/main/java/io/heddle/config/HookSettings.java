package io.heddle.config;

import io.heddle.hook.Backlog;
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
          "How long an interceptor may take for one decision (docs/hooks.md). Its thread is"
              + " interrupted then, or an eighth of that time later, and what it was asked about is"
              + " denied.");

  static final Setting<Integer> QUEUE =
      Setting.of(
          "hooks.queue",
          new Kind.Whole(1, 10_000_000),
          "10000",
          "The most events that wait for one observer: messages that were delivered, acknowledged"
              + " or dropped, sessions that ended, Wills that were published. When it is full the"
              + " observer misses events, which is counted.");

  static final Setting<Long> QUEUE_BYTES =
      Setting.of(
          "hooks.queue-bytes",
          ByteSize.between(1 << 10, 1L << 40),
          "16MB",
          "The most bytes of the messages that such events are about, for one observer. One message"
              + " alone may be larger, and one that is told of many times in a row, for each of its"
              + " receivers, counts once.");

  static final List<Setting<?>> ALL = List.of(TIMEOUT, QUEUE, QUEUE_BYTES);

  private HookSettings() {}

  static HookOptions options(Values values) {
    return new HookOptions(values.get(TIMEOUT));
  }

  static Backlog backlog(Values values) {
    return new Backlog(values.get(QUEUE), values.get(QUEUE_BYTES));
  }
}
