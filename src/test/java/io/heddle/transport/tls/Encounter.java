package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK and a link of ours, with two pipes between them. What the link reads first is
 * read on a thread of its own, because that makes the handshake.
 */
final class Encounter implements AutoCloseable {
  private static final int LIMIT = 20;

  final PipeLink below;
  final TlsLink link;
  final SSLSocket client;
  private final CompletableFuture<String> firstRead = new CompletableFuture<>();

  /** With much room between them. */
  Encounter(TlsContext context, SSLContext client) throws IOException {
    this(new PipeLink(1024 * 1024, true), context, Runnable::run, client);
  }

  Encounter(PipeLink below, TlsContext context, Executor heavy, SSLContext client)
      throws IOException {
    this.below = below;
    this.link = new TlsLink(below, context, heavy);
    this.client =
        (SSLSocket) client.getSocketFactory().createSocket(new PipeSocket(below), "test", 1, true);
  }

  static TlsContext load(TlsOptions options) {
    try {
      return TlsContext.load(options, InstantSource.system());
    } catch (TlsSetupException e) {
      throw new AssertionError(e);
    }
  }

  /** A client that trusts the authority, and shows a certificate if one is named. */
  static SSLContext client(Authority authority, @Nullable String certificate) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", Certificates.inFile(authority.file("ca.crt")).getFirst());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyManager[] keys = null;
      if (certificate != null) {
        Identity identity = KeyFiles.read(authority.certificate(certificate));
        keys = new KeyManager[] {new ShownCertificate(identity)};
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException | TlsSetupException e) {
      throw new AssertionError(e);
    }
  }

  /** Changes what the client asks for. */
  Encounter with(Consumer<SSLParameters> change) {
    SSLParameters parameters = client.getSSLParameters();
    change.accept(parameters);
    client.setSSLParameters(parameters);
    return this;
  }

  Encounter protocol(String version) {
    return with(parameters -> parameters.setProtocols(new String[] {version}));
  }

  Encounter host(String name) {
    return with(parameters -> parameters.setServerNames(List.of(new SNIHostName(name))));
  }

  /** The link begins to read, on a thread of its own. */
  Encounter reading() {
    Thread.ofVirtual()
        .start(() -> {
          byte[] target = new byte[512];
          try {
            int count = link.read(target, 0, target.length);
            firstRead.complete(
                count < 0 ? "end" : new String(target, 0, count, StandardCharsets.UTF_8));
          } catch (Throwable e) {
            firstRead.completeExceptionally(e);
          }
        });
    return this;
  }

  /** Both shake hands, the client says hello and the link has read it. */
  Encounter met() throws IOException {
    reading();
    client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
    assertEquals("hello", firstRead());
    return this;
  }

  /** What the link has read first. */
  String firstRead() throws IOException {
    try {
      return firstRead.get(LIMIT, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("the link reads nothing", e);
    }
  }

  boolean hasRead() {
    return firstRead.isDone();
  }

  @Override
  public void close() throws IOException {
    below.close();
    client.close();
  }
}
