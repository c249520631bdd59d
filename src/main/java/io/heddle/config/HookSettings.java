package io.heddle.config;

import java.util.List;

/** The settings of hooks. */
final class HookSettings {
  static final Setting<Integer> QUEUE =
      Setting.of(
          "hooks.queue",
          new Kind.Whole(1, 10_000_000),
          "10000",
          "The most events that wait for one observer: messages that were delivered, acknowledged or dropped, sessions that ended,"
              + " Wills that were published. When it is full the observer misses events, which is counted.");

  static final List<Setting<?>> ALL = List.of(QUEUE);

  private HookSettings() {}
}
