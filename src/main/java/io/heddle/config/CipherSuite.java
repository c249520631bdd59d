package io.heddle.config;

import io.heddle.transport.tls.CipherSuites;
import java.util.Comparator;
import java.util.SortedSet;

/**
 * A cipher suite of TLS that the JDK holds for safe. Which there are is asked when one is named:
 * that costs some time.
 */
record CipherSuite() implements Kind<String> {
  @Override
  public String parse(String text) {
    SortedSet<String> safe = CipherSuites.safe();
    if (!safe.contains(text)) {
      String nearest =
          safe.stream()
              .min(Comparator.comparingInt(suite -> EditDistance.between(bare(suite), bare(text))))
              .orElse("none");
      throw new IllegalArgumentException(
          "'" + text + "' is not known or not safe; the nearest that is allowed is " + nearest);
    }
    return text;
  }

  /** OpenSSL's names are those of the standards without some letters. */
  private static String bare(String name) {
    return name.replaceAll("TLS|WITH|[^A-Za-z0-9]", "");
  }

  @Override
  public String allowed() {
    return "a cipher suite";
  }
}
