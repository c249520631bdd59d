package io.heddle.admin.console;

import io.heddle.admin.web.Asked;
import io.heddle.admin.web.Handler;
import io.heddle.admin.web.Reply;
import io.heddle.mqtt.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the pages what is asked for one of them, and leaves all else to another. Nobody is
 * asked who he is: there is nothing of the broker in a page. Safe for use by many threads at a
 * time.
 *
 * @param pages those that were asked for already, by path
 */
public record Console(Handler others, Map<String, Page> pages) implements Handler {
  private static final String START = "/";
  private static final String FOLDER = "/console/";

  /** What a page may: only what comes from here, and no script or style that is not a file. */
  private static final Map<String, String> RULES =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-cache",
          "Vary",
          "Accept-Encoding");

  /** Stands before whoever answers all else. */
  public static Console before(Handler others) {
    return new Console(others, new ConcurrentHashMap<>());
  }

  @Override
  public Reply answer(Asked asked) {
    Page page = asked.method().equals("GET") ? find(asked.path()) : null;
    return page == null ? others.answer(asked) : answer(asked, page);
  }

  private @Nullable Page find(String path) {
    String name = path.equals(START) ? "index.html" : below(path);
    if (name == null || !Page.isName(name)) {
      return null;
    }
    Page known = pages.get(name);
    if (known == null) {
      known = Page.read(name);
      if (known != null) {
        pages.put(name, known);
      }
    }
    return known;
  }

  private static @Nullable String below(String path) {
    return path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : null;
  }

  private static Reply answer(Asked asked, Page page) {
    Map<String, String> headers = new HashMap<>(RULES);
    headers.put("ETag", page.tag());
    if (asked.header("If-None-Match").orElse("").contains(page.tag())) {
      return Reply.empty(304).with(headers);
    }
    if (asked.header("Accept-Encoding").orElse("").contains("gzip")) {
      headers.put("Content-Encoding", "gzip");
      return Reply.of(200, page.type(), page.packed()).with(headers);
    }
    return Reply.of(200, page.type(), Bytes.wrap(page.content())).with(headers);
  }
}
