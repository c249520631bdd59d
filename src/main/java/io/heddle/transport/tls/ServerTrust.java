package io.heddle.transport.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a client: which servers it trusts, and who it is, from the same files that a listener
 * reads. Stateless; for any thread.
 */
public final class ServerTrust {
  private static final char[] NO_PASSWORD = {};

  private ServerTrust() {}

  /**
   * A context for a client.
   *
   * @param authorities PEM files of those whose certificates are trusted, or folders of such files;
   *     empty for those that the JDK trusts
   * @param own the client's certificate and key; null for none
   * @param anybody trusts any server, whoever it is
   * @throws TlsSetupException with what is wrong with a file
   */
  public static SSLContext context(
      List<Path> authorities, TlsOptions.@Nullable Certificate own, boolean anybody)
      throws TlsSetupException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = own == null ? null : keys(own);
      context.init(keys, anybody ? new TrustManager[] {new Anybody()} : trust(authorities), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsSetupException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(TlsOptions.Certificate own)
      throws TlsSetupException, GeneralSecurityException, IOException {
    Identity identity = KeyFiles.read(own);
    KeyStore store = empty();
    store.setKeyEntry(
        "own", identity.key(), NO_PASSWORD, identity.chain().toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(List<Path> authorities)
      throws TlsSetupException, GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    int count = 0;
    for (Path file : files(authorities)) {
      for (X509Certificate each : Certificates.inFile(file)) {
        store.setCertificateEntry("authority-" + count++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static List<Path> files(List<Path> authorities) throws TlsSetupException, IOException {
    List<Path> found = new ArrayList<>();
    for (Path each : authorities) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> files = Files.list(each)) {
          found.addAll(files.filter(Files::isRegularFile).sorted().toList());
        }
      } else {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new TlsSetupException(authorities.getFirst() + ": there is no file in this folder");
    }
    return found;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Trusts whoever answers: for tests with certificates that nobody has signed. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
