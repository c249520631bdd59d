package io.heddle.config;

import io.heddle.auth.http.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of a web server that is asked: one who clients are, another what they may do. */
record HttpSettings(
    Setting<String> url,
    Setting<Duration> timeout,
    Setting<Integer> concurrency,
    Setting<String> trustFile,
    Setting<String> authorizationFile,
    Setting<Duration> cache,
    Setting<Integer> cacheSize) {

  static final HttpSettings AUTH =
      of(
          "auth.http",
          Setting.optional(
              "auth.http.url",
              Outside.WEB,
              "https://auth.example/mqtt/auth",
              "The address of a web server that is asked, by POST and in JSON, whether a client is who it says (docs/http-auth.md). When it"
                  + " does not answer the client is refused."),
          cache(
              "auth.http.cache",
              "0",
              "How long an answer is remembered, yes or no, for the same client with the same password; 0 is not at all."),
          Setting.of(
              "auth.http.cache-size",
              new Kind.Whole(1, 10_000_000),
              "10000",
              "Answers that are remembered at a time."));

  static final HttpSettings ACL =
      of(
          "acl.http",
          Setting.optional(
              "acl.http.url",
              Outside.WEB,
              "https://auth.example/mqtt/acl",
              "The address of a web server that is asked, by POST and in JSON, whether a client may publish or subscribe, where no rule of"
                  + " acl.file is about it (docs/http-auth.md). When it does not answer the client may not."),
          cache(
              "acl.http.cache",
              "1m",
              "How long an answer is remembered; 0 is not at all. For that time, a second at least, it decides what a subscription brings; the server"
                  + " is asked again before (docs/http-auth.md)."),
          Setting.of(
              "acl.http.cache-size",
              new Kind.Whole(1, 100_000),
              "32",
              "Answers that are remembered for each client."));

  private static Setting<Duration> cache(String key, String fallback, String help) {
    Duration most = Duration.ofDays(1);
    return Setting.of(key, TimeSpan.between(Duration.ZERO, most), fallback, help);
  }

  private static HttpSettings of(
      String prefix, Setting<String> url, Setting<Duration> cache, Setting<Integer> cacheSize) {
    return new HttpSettings(
        url,
        Setting.of(
            prefix + ".timeout",
            TimeSpan.between(Duration.ofMillis(10), Duration.ofMinutes(1)),
            "3s",
            "How long a client waits for an answer. It counts as part of limits.connect-timeout when it connects."),
        Setting.of(
            prefix + ".concurrency",
            new Kind.Whole(1, 10_000),
            "50",
            "Questions at a time; other clients wait for their turn."),
        Setting.optional(
            prefix + ".ca-file",
            Outside.FILE,
            "/etc/heddle/auth-ca.pem",
            "Certificates in PEM, one of which has to have issued that of the server. Without it: those that Java trusts."),
        Setting.optional(
            prefix + ".authorization-file",
            Outside.FILE,
            "/etc/heddle/auth-token",
            "A file with the value of the header Authorization, such as Bearer and a token. Without it there is no such header."),
        cache,
        cacheSize);
  }

  List<Setting<?>> all() {
    return List.of(url, timeout, concurrency, trustFile, authorizationFile, cache, cacheSize);
  }

  @Nullable HttpOptions options(Values values) {
    String address = Outside.text(values, url);
    return address == null
        ? null
        : new HttpOptions(
            URI.create(address),
            values.get(timeout),
            values.get(concurrency),
            Outside.path(values, trustFile),
            Outside.path(values, authorizationFile),
            values.get(cache),
            values.get(cacheSize));
  }
}
