package io.heddle.auth.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which web server is asked, and how.
 *
 * @param url for which {@link #problem} has nothing to say
 * @param timeout for an answer
 * @param concurrency questions at a time
 * @param trustFile certificates that the server has to have one from; null for whom Java trusts
 * @param authorizationFile what the header Authorization says; null for no such header
 * @param remember how long answers are remembered; zero when they are not
 * @param remembered answers at a time
 */
public record HttpOptions(
    URI url,
    Duration timeout,
    int concurrency,
    @Nullable Path trustFile,
    @Nullable Path authorizationFile,
    Duration remember,
    int remembered) {

  /** What is wrong with an address, to be put behind it; empty when it is right. */
  public static String problem(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "begins neither with http:// nor with https://";
    }
    if (url.getRawUserInfo() != null) {
      return "has a password in it, which would be shown to people; a header has a file of its own";
    }
    if (url.getHost() == null) {
      return "has no host";
    }
    return url.getRawFragment() == null ? "" : "has a fragment (#), which no server is told";
  }
}
