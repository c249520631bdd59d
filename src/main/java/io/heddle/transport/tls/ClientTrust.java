package io.heddle.transport.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which certificates of clients are trusted: those that lead to one of the authorities and are not
 * revoked. Nothing is asked over the network. Immutable; the JDK decides, here its answer becomes
 * words that name the client.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager rules;
  private final List<X509CRL> revocations;
  private final InstantSource clock;

  private ClientTrust(
      X509ExtendedTrustManager rules, List<X509CRL> revocations, InstantSource clock) {
    this.rules = rules;
    this.revocations = revocations;
    this.clock = clock;
  }

  /**
   * Trust in what these authorities have issued.
   *
   * @param revocations when there are any, every certificate below an authority of the file must be
   *     in the care of one of them
   */
  static ClientTrust of(
      Path file, List<X509Certificate> authorities, List<X509CRL> revocations, InstantSource clock)
      throws TlsSetupException {
    try {
      Set<TrustAnchor> anchors =
          authorities.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
      PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
      rules.setRevocationEnabled(false);
      if (!revocations.isEmpty()) {
        rules.addCertStore(
            CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocations)));
        rules.addCertPathChecker(onlyLists());
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(rules));
      X509ExtendedTrustManager made =
          Stream.of(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
      return new ClientTrust(made, List.copyOf(revocations), clock);
    } catch (GeneralSecurityException e) {
      throw new TlsSetupException(file + ": it cannot be used: " + e.getMessage(), e);
    }
  }

  private static PKIXRevocationChecker onlyLists() throws GeneralSecurityException {
    PKIXRevocationChecker checker =
        (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(
        EnumSet.of(
            PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    return checker;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      rules.checkClientTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new CertificateException(
          "the certificate of the client "
              + chain[0].getSubjectX500Principal()
              + " is not trusted: "
              + reason.getMessage()
              + outdated(),
          reason);
    }
  }

  /** A list that has expired since it was loaded: then nobody can be known not to be revoked. */
  private String outdated() {
    Instant now = clock.instant();
    return revocations.stream().anyMatch(list -> isOutdated(list, now))
        ? " (a list of revoked certificates has expired, and a new one is needed)"
        : "";
  }

  private static boolean isOutdated(X509CRL list, Instant now) {
    return list.getNextUpdate() != null && list.getNextUpdate().toInstant().isBefore(now);
  }

  /** An error for each list that has expired: with it every client would be refused. */
  static List<String> expired(Path file, List<X509CRL> lists, Instant now) {
    return lists.stream()
        .filter(list -> isOutdated(list, now))
        .map(list ->
            file
                + ": the list of revoked certificates of "
                + list.getIssuerX500Principal()
                + " expired at "
                + list.getNextUpdate().toInstant()
                + "; let the authority make a new one (openssl ca -gencrl)")
        .toList();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return rules.getAcceptedIssuers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    rules.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rules.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noClient();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noClient();
  }

  private static CertificateException noClient() {
    return new CertificateException("this trust is for clients");
  }
}
