package io.heddle.config;

import java.util.List;

/**
 * Settings that files and scripts may already name although what they are for has not come yet:
 * checked, without effect.
 */
final class LaterSettings {
  private static final Kind<Integer> PORT = new Kind.Whole(0, 65_535);

  static final Setting<Integer> ADMIN_PORT =
      Setting.optional(
              "admin.port",
              PORT,
              "8081",
              "The port of the REST interface and the web page; 0 picks a free one.")
          .comingWith("the REST interface");

  static final List<Setting<?>> ALL = List.of(ADMIN_PORT);

  private LaterSettings() {}
}
