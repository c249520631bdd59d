package io.heddle.transport.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The cipher suites that there are. Safe for use by any thread. */
public final class CipherSuites {
  private CipherSuites() {}

  /** Those that the JDK holds for safe, by their names in the standards. */
  public static SortedSet<String> safe() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return new TreeSet<>(List.of(context.getDefaultSSLParameters().getCipherSuites()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without TLS", e);
    }
  }
}
