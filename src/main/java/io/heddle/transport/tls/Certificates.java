package io.heddle.transport.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates and lists of revoked ones, from PEM files. */
final class Certificates {
  private Certificates() {}

  /** All certificates of a file, at least one. */
  static List<X509Certificate> inFile(Path file) throws TlsSetupException {
    List<Pem> blocks = Pem.blocks(file, Pem.file(file));
    List<X509Certificate> certificates = in(file, blocks);
    if (certificates.isEmpty()) {
      throw new TlsSetupException(
          file
              + ": it holds "
              + Pem.found(blocks)
              + "; certificates in PEM are needed (of DER: openssl x509 -inform der -in "
              + file
              + " -out new.crt)");
    }
    return certificates;
  }

  /** The certificates among these blocks. */
  static List<X509Certificate> in(Path file, List<Pem> blocks) throws TlsSetupException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.isCertificate()) {
        try {
          certificates.add((X509Certificate) factory().generateCertificate(stream(block)));
        } catch (CertificateException e) {
          throw new TlsSetupException(
              file + ": its certificate " + (certificates.size() + 1) + " is damaged", e);
        }
      }
    }
    return certificates;
  }

  /** All revocation lists of a file, at least one. */
  static List<X509CRL> revocations(Path file) throws TlsSetupException {
    List<Pem> blocks = Pem.blocks(file, Pem.file(file));
    List<X509CRL> lists = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.type().equals("X509 CRL")) {
        try {
          lists.add((X509CRL) factory().generateCRL(stream(block)));
        } catch (CRLException e) {
          throw new TlsSetupException(file + ": its list " + (lists.size() + 1) + " is damaged", e);
        }
      }
    }
    if (lists.isEmpty()) {
      throw new TlsSetupException(
          file
              + ": it holds "
              + Pem.found(blocks)
              + "; a list of revoked certificates in PEM (X509 CRL) is needed (of DER: openssl crl"
              + " -inform der -in "
              + file
              + " -out new.crl)");
    }
    return lists;
  }

  private static ByteArrayInputStream stream(Pem block) {
    return new ByteArrayInputStream(block.bytes());
  }

  private static CertificateFactory factory() {
    try {
      return CertificateFactory.getInstance("X.509");
    } catch (CertificateException e) {
      throw new IllegalStateException("a JDK without X.509", e);
    }
  }
}
