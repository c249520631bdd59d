package io.heddle.transport.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From which web pages a listener takes clients. A browser says with each WebSocket what page began
 * it ({@code Origin}), and nobody but this list keeps the pages of strangers, open in a browser on
 * this machine, from brokers that trust the machine. Programs say nothing and are not concerned.
 *
 * @param any whether all pages may
 * @param local whether those may that are served by this machine to itself
 * @param listed origins as browsers write them, and {@code null} for pages without one
 */
public record Origins(boolean any, boolean local, Set<String> listed) {
  private static final String ANY = "*";
  private static final String LOCAL = "local";
  private static final String NONE = "null";

  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://(\\[[0-9a-f:.]+\\]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

  private static final String HTTP_PORT = "80";
  private static final String HTTPS_PORT = "443";

  /** Copies the set. */
  public Origins {
    listed = Set.copyOf(listed);
  }

  /**
   * The origins of a list.
   *
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  public static Origins of(List<String> words) {
    List<String> listed = new ArrayList<>();
    for (String word : words) {
      if (word.equals(NONE)) {
        listed.add(word);
      } else if (!word.equals(ANY) && !word.equals(LOCAL)) {
        listed.add(normal(word));
      }
    }
    return new Origins(words.contains(ANY), words.contains(LOCAL), Set.copyOf(listed));
  }

  /** Without the port that the scheme has anyway, as browsers write it. */
  private static String normal(String origin) {
    Matcher matcher = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + origin + "' is no origin");
    }
    String usual = matcher.group(1).equals("http") ? HTTP_PORT : HTTPS_PORT;
    String port = matcher.group(3);
    return matcher.group(1)
        + "://"
        + matcher.group(2)
        + (port == null || port.equals(usual) ? "" : ":" + port);
  }

  /** Whether a page of this origin may. */
  boolean allow(String origin) {
    if (any || origin.equals(NONE)) {
      return any || listed.contains(origin);
    }
    Matcher matcher = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    return matcher.matches()
        && (local && LOOPBACK.matcher(matcher.group(2)).matches()
            || listed.contains(normal(origin)));
  }
}
