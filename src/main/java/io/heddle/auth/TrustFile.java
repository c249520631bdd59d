package io.heddle.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom Heddle trusts when it calls somebody over TLS: the certificates of a PEM file. */
public final class TrustFile {
  private TrustFile() {}

  /**
   * A context that trusts the certificates of a file, and nobody else.
   *
   * @throws WrongFile when there are none
   */
  public static SSLContext context(Path file) throws WrongFile {
    byte[] pem = SecretFile.bytes(file);
    Collection<? extends Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new WrongFile(file + ": no certificates in PEM: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new WrongFile(List.of(file + ": has no certificate"));
    }
    try {
      return context(certificates);
    } catch (GeneralSecurityException | IOException e) {
      throw new WrongFile(file + ": its certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
