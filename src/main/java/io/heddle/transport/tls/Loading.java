package io.heddle.transport.tls;

import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of some options once, and collects everything that is wrong. Belongs to one
 * thread.
 */
final class Loading {
  /** Older versions have holes, and the JDK refuses them. */
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * How long a client may come back without showing its certificate again: it might be revoked
   * meanwhile.
   */
  private static final int SESSION_SECONDS = 3600;

  /** Sessions of TLS 1.2 clients that take no ticket, which the server must remember itself. */
  private static final int SESSIONS = 2000;

  private final TlsOptions options;
  private final String application;
  private final InstantSource clock;
  private final Instant now;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  Loading(TlsOptions options, String application, InstantSource clock) {
    this.options = options;
    this.application = application;
    this.clock = clock;
    this.now = clock.instant();
  }

  TlsContext.Loaded load() throws TlsSetupException {
    List<Identity> identities = new ArrayList<>();
    if (options.certificates().isEmpty()) {
      errors.add("a certificate of the server is needed");
    }
    for (TlsOptions.Certificate files : options.certificates()) {
      Identity identity = tried(() -> KeyFiles.read(files));
      if (identity != null) {
        identities.add(identity);
        lookAt(files.chain(), identity.chain());
      }
    }
    TrustManager[] trust = trust();
    if (!errors.isEmpty()) {
      throw new TlsSetupException(errors);
    }
    SSLContext context = TlsContext.contextOf(new ServerKeys(identities), trust);
    SSLParameters parameters = parameters(context);
    if (!errors.isEmpty()) {
      throw new TlsSetupException(errors);
    }
    SSLSessionContext sessions = context.getServerSessionContext();
    sessions.setSessionTimeout(SESSION_SECONDS);
    sessions.setSessionCacheSize(SESSIONS);
    return new TlsContext.Loaded(context, parameters, List.copyOf(warnings));
  }

  /** One file that is read. */
  private interface Reading<T> {
    T read() throws TlsSetupException;
  }

  private <T> @Nullable T tried(Reading<T> reading) {
    try {
      return reading.read();
    } catch (TlsSetupException e) {
      errors.addAll(e.errors());
      return null;
    }
  }

  /** Who is out of date, and who stands in the wrong place: clients may refuse both. */
  private void lookAt(Path file, List<X509Certificate> chain) {
    for (int i = 0; i < chain.size(); i++) {
      X509Certificate certificate = chain.get(i);
      lookAt(file, certificate);
      if (i > 0
          && !chain
              .get(i - 1)
              .getIssuerX500Principal()
              .equals(certificate.getSubjectX500Principal())) {
        warnings.add(
            file
                + ": "
                + certificate.getSubjectX500Principal()
                + " did not issue the certificate before it");
      }
    }
  }

  private void lookAt(Path file, X509Certificate certificate) {
    String who = file + ": the certificate of " + certificate.getSubjectX500Principal();
    Instant end = certificate.getNotAfter().toInstant();
    Instant begin = certificate.getNotBefore().toInstant();
    if (end.isBefore(now)) {
      warnings.add(who + " expired at " + end);
    } else if (begin.isAfter(now)) {
      warnings.add(who + " is not valid before " + begin);
    }
  }

  /** Empty when clients are not asked, so that not even the JDK's own authorities are loaded. */
  private TrustManager[] trust() {
    Path ca = options.ca();
    Path crl = options.crl();
    if (options.clientCertificates() == ClientCertificates.OFF) {
      return new TrustManager[0];
    }
    if (ca == null) {
      errors.add(
          "client certificates are "
              + options.clientCertificates()
              + ": a file with the trusted authorities is needed");
      return new TrustManager[0];
    }
    List<X509Certificate> authorities = tried(() -> Certificates.inFile(ca));
    List<X509CRL> lists = crl == null ? List.of() : tried(() -> Certificates.revocations(crl));
    if (authorities == null || lists == null) {
      return new TrustManager[0];
    }
    authorities.forEach(authority -> lookAt(ca, authority));
    if (crl != null) {
      errors.addAll(ClientTrust.expired(crl, lists, now));
    }
    ClientTrust trust = tried(() -> ClientTrust.of(ca, authorities, lists, clock));
    return trust == null ? new TrustManager[0] : new TrustManager[] {trust};
  }

  private SSLParameters parameters(SSLContext context) {
    SSLParameters defaults = context.getDefaultSSLParameters();
    List<String> protocols = options.protocols().isEmpty() ? PROTOCOLS : options.protocols();
    check("protocol", protocols, new TreeSet<>(PROTOCOLS));
    Set<String> safe = new TreeSet<>(List.of(defaults.getCipherSuites()));
    check("cipher suite", options.ciphers(), safe);
    if (!errors.isEmpty()) {
      return defaults;
    }
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    parameters.setCipherSuites(
        options.ciphers().isEmpty()
            ? defaults.getCipherSuites()
            : options.ciphers().toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    // A client may offer nothing; one that offers other protocols alone is refused.
    parameters.setApplicationProtocols(new String[] {application});
    // Each of the two unsets the other: none is called for OFF.
    switch (options.clientCertificates()) {
      case OFF -> {}
      case OPTIONAL -> parameters.setWantClientAuth(true);
      case REQUIRED -> parameters.setNeedClientAuth(true);
    }
    return parameters;
  }

  private void check(String what, List<String> wanted, Set<String> allowed) {
    for (String name : wanted) {
      if (!allowed.contains(name)) {
        errors.add(
            what
                + " "
                + name
                + " is not known or not safe; allowed are "
                + String.join(", ", allowed));
      }
    }
  }
}
