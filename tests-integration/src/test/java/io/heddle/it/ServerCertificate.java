package io.heddle.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine, made by OpenSSL for this run, and those who trust it. */
public final class ServerCertificate {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final class Holder {
    static final ServerCertificate SHARED = made();
  }

  private final Path folder;
  private final TrustManagerFactory trust;

  private ServerCertificate(Path folder, TrustManagerFactory trust) {
    this.folder = folder;
    this.trust = trust;
  }

  /** The one of this JVM. */
  public static ServerCertificate shared() {
    return Holder.SHARED;
  }

  private static ServerCertificate made() {
    List<String> words =
        List.of(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj"
                .split(" "));
    List<String> rest =
        List.of(
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            "server.key",
            "-out",
            "server.crt");
    try {
      Path folder = Files.createTempDirectory("heddle-certificate");
      folder.toFile().deleteOnExit();
      List<String> all = new java.util.ArrayList<>(words);
      all.addAll(rest);
      try (Command openssl = Command.run(all, Map.of(), folder)) {
        if (openssl.awaitExit(LIMIT) != 0) {
          throw new IOException(openssl.toString());
        }
      }
      return new ServerCertificate(folder, trusting(folder.resolve("server.crt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrustManagerFactory trusting(Path certificate) throws IOException {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The certificate, in PEM: it is its own authority. */
  public Path certificate() {
    return folder.resolve("server.crt");
  }

  /** The settings of a listener that shows it. */
  public List<String> settings(String listener) {
    return List.of(
        "listener." + listener + ".tls.certificate=" + folder.resolve("server.crt"),
        "listener." + listener + ".tls.key=" + folder.resolve("server.key"));
  }

  /** Those who trust it. */
  public TrustManagerFactory trust() {
    return trust;
  }

  /** Sockets that trust it. */
  public SSLSocketFactory socketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
