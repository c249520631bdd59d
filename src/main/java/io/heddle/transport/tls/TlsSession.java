package io.heddle.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a handshake has agreed on.
 *
 * @param certificates of the client, its own first, all verified; empty when it has shown none
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite by its name in the standards
 * @param serverName the host that the client has named (SNI)
 */
public record TlsSession(
    List<X509Certificate> certificates,
    String protocol,
    String cipherSuite,
    Optional<String> serverName) {

  /** Copies the list. */
  public TlsSession {
    certificates = List.copyOf(certificates);
  }
}
