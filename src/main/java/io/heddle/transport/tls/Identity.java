package io.heddle.transport.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who the server is: a private key, and the certificates that prove it. Immutable.
 *
 * @param chain the certificate of the key, then those that issued it
 * @param names the host names it is for, in lower case; {@code *.} in front stands for one label
 */
record Identity(PrivateKey key, List<X509Certificate> chain, Set<String> names) {
  private static final int DNS_NAME = 2;

  static Identity of(PrivateKey key, List<X509Certificate> chain) {
    return new Identity(key, List.copyOf(chain), names(chain.getFirst()));
  }

  /** The DNS names; of a certificate without any the common name, as older ones have it. */
  private static Set<String> names(X509Certificate certificate) {
    Set<String> names = new TreeSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0).equals(DNS_NAME)) {
          names.add(lower((String) name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      // a certificate without names that can be read is chosen as the default alone
    }
    if (names.isEmpty()) {
      CertificateName.COMMON_NAME.of(certificate).ifPresent(name -> names.add(lower(name)));
    }
    return Set.copyOf(names);
  }

  /** Whether it is for this host name. */
  boolean isFor(String host) {
    String name = lower(host);
    int dot = name.indexOf('.');
    return names.contains(name) || dot > 0 && names.contains("*" + name.substring(dot));
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
