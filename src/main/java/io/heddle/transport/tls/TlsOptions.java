package io.heddle.transport.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listener speaks TLS. There is no timeout here: whoever reads from a {@link TlsLink} waits
 * for the handshake too, so the limit for the first packet covers both.
 *
 * @param certificates of the server, at least one; the first is for clients that name no host, or
 *     one that no certificate is for
 * @param ca PEM file with the authorities whose clients are trusted; needed unless {@code
 *     clientCertificates} is OFF
 * @param crl PEM file with revocation lists: one of each authority that issued a certificate of a
 *     client or of an authority between it and the {@code ca} file; null when none is looked at
 * @param userName what of a client's certificate is its user name; null when it is not one
 * @param protocols the versions to speak; empty for all that are safe
 * @param ciphers the cipher suites, by their names in the standards, in the order of preference;
 *     empty for those that the JDK holds for safe
 */
public record TlsOptions(
    List<Certificate> certificates,
    @Nullable Path ca,
    @Nullable Path crl,
    ClientCertificates clientCertificates,
    @Nullable CertificateName userName,
    List<String> protocols,
    List<String> ciphers) {

  /** Copies the lists. */
  public TlsOptions {
    certificates = List.copyOf(certificates);
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  /** Options with which no certificate is a user name. */
  public TlsOptions(
      List<Certificate> certificates,
      @Nullable Path ca,
      @Nullable Path crl,
      ClientCertificates clientCertificates,
      List<String> protocols,
      List<String> ciphers) {
    this(certificates, ca, crl, clientCertificates, null, protocols, ciphers);
  }

  /** Whether clients show certificates. */
  public enum ClientCertificates {
    /** They are not asked for one. */
    OFF,
    /** They are asked; none is fine, but one that is not trusted is refused. */
    OPTIONAL,
    /** Without one that is trusted no client comes in. */
    REQUIRED
  }

  /**
   * One certificate of the server with its private key.
   *
   * @param chain PEM file with the certificate and those that issued it, or a PKCS#12 file that
   *     holds the key too
   * @param key PEM file with the private key; null when it is in the same file
   * @param password of the key or of the PKCS#12 file; null when there is none
   */
  public record Certificate(Path chain, @Nullable Path key, @Nullable String password) {
    /** Without the password, for this gets into logs. */
    @Override
    public String toString() {
      return key == null ? chain.toString() : chain + " with " + key;
    }
  }

  /** All files that are read. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Certificate certificate : certificates) {
      files.add(certificate.chain);
      if (certificate.key != null) {
        files.add(certificate.key);
      }
    }
    if (ca != null) {
      files.add(ca);
    }
    if (crl != null) {
      files.add(crl);
    }
    return files;
  }
}
