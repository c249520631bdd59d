package io.heddle.config;

import io.heddle.api.AddressRange;
import io.heddle.transport.ws.Origins;
import io.heddle.transport.ws.WsOptions;
import java.util.List;

/** The settings of WebSocket, and how they become its options. */
final class WebSettings {
  static final Setting<List<String>> PATHS =
      Setting.of(
          "listener.NAME.paths",
          new Several<>(
              new UrlPath(), "paths of URLs with commas between them, each with a slash in front"),
          "/mqtt, /ws",
          "The paths at which MQTT is spoken over WebSocket. The line `heddle ready` tells the first one.");

  static final Setting<List<String>> ORIGINS =
      Setting.of(
          "listener.NAME.origins",
          new Several<>(
              new PageOrigin(),
              "origins such as https://www.example.com with commas between them, local, null or *"),
          "local",
          "The web pages that may connect over WebSocket, by their origins as browsers tell them. local stands for pages from this very"
              + " machine (localhost, 127.0.0.1 or [::1], any port), null for pages without an origin such as those opened as a file, *"
              + " for all. Programs that are no browsers tell none and are not asked.");

  static final Setting<List<AddressRange>> FORWARDED_FROM =
      Setting.optional(
          "listener.NAME.forwarded-from",
          new Several<>(
              new Network(),
              "addresses and ranges with commas between them, such as 127.0.0.1, 10.0.0.0/8"),
          "127.0.0.1",
          "The addresses of HTTP proxies that are believed when they say in X-Forwarded-For where a client of WebSocket is. A client"
              + " that comes through any other proxy is never taken for one on this machine.");

  /** The rows of a listener. */
  static final List<Setting<?>> ALL = List.of(PATHS, ORIGINS, FORWARDED_FROM);

  private WebSettings() {}

  static WsOptions options(Values values, String name) {
    return new WsOptions(
        values.get(PATHS.of(name)),
        Origins.of(values.get(ORIGINS.of(name))),
        values.get(FORWARDED_FROM.of(name)));
  }

  /** What is wrong with the values of a listener together. */
  static List<String> problems(Values values, String name) {
    Given paths = values.given(PATHS.of(name));
    return paths != null && values.get(PATHS.of(name)).isEmpty()
        ? List.of(paths.valueError("needs a path"))
        : List.of();
  }
}
