package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.it.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certification authority in a folder, that issues certificates with openssl. */
public final class Authority {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<String, ShownCertificate> shown = new ConcurrentHashMap<>();

  /** Makes ca.crt and ca.key. */
  public Authority(Path folder) {
    this.folder = folder;
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=test-ca"
            + " -keyout ca.key -out ca.crt");
    write(
        "ca.cnf",
        """
        [ca]
        default_ca = here
        [here]
        database = index.txt
        certificate = ca.crt
        private_key = ca.key
        default_md = sha256
        """);
    write("index.txt", "");
  }

  /** One in a folder that goes with this JVM, with the certificate {@code server}. */
  public static Authority temporary() {
    try {
      Path folder = Files.createTempDirectory("heddle-tls");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      Authority authority = new Authority(folder);
      authority.issue("server");
      return authority;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.list(folder)) {
      files.forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.toFile().delete();
  }

  /** Issues NAME.crt and NAME.key, for CN=NAME and the loopback address. */
  void issue(String name) {
    issue(name, "DNS:localhost,IP:127.0.0.1");
  }

  /** Issues NAME.crt and NAME.key, for CN=NAME and these alternative names. */
  void issue(String name, String names) {
    openssl(
        "req -x509 -CA ca.crt -CAkey ca.key -nodes -days 10 -addext basicConstraints=CA:FALSE"
            + " -newkey ec -pkeyopt ec_paramgen_curve:P-256"
            + (" -keyout " + name + ".key -out " + name + ".crt")
            + (" -subj /O=Works/CN=" + name)
            + (" -addext subjectAltName=" + names));
  }

  /** Issues NAME.crt and NAME.key, which expired yesterday. */
  void issueExpired(String name) {
    openssl(
        "req -new -newkey ed25519 -nodes -keyout %1$s.key -out %1$s.csr -subj /CN=%1$s"
            .formatted(name));
    openssl(
        "x509 -req -in %1$s.csr -out %1$s.crt -CA ca.crt -CAkey ca.key -CAcreateserial -days -1"
            .formatted(name));
  }

  /** Makes NAME.crt and NAME.key, which nobody else has signed. */
  void selfSigned(String name) {
    openssl(
        "req -x509 -newkey ed25519 -nodes -keyout %1$s.key -out %1$s.crt -subj /CN=%1$s"
            .formatted(name));
  }

  /** Revokes NAME.crt, and writes ca.crl. */
  void revoke(String name) {
    openssl("ca -config ca.cnf -revoke " + name + ".crt");
    openssl("ca -config ca.cnf -gencrl -out ca.crl -crldays 10");
  }

  List<String> openssl(String arguments) {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(arguments.split(" ")));
    try (Command command = Command.run(words, Map.of(), folder)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      return command.stdout();
    } catch (IOException e) {
      throw new UncheckedIOException("openssl is needed: the Debian package openssl has it", e);
    }
  }

  /** A file of the folder. */
  public String file(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes a listener named tls speak TLS with the certificate NAME, and further settings. */
  public String[] settings(String name, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "listener.tls.port=0",
                "listener.tls.tls.certificate=" + file(name + ".crt"),
                "listener.tls.tls.key=" + file(name + ".key")));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  /** Those who trust this authority. */
  public TrustManagerFactory trust() {
    try (InputStream in = Files.newInputStream(folder.resolve("ca.crt"))) {
      Certificate ca = CertificateFactory.getInstance("X.509").generateCertificate(in);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", ca);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      return trust;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client of the JDK that trusts this authority. */
  public SSLContext client() {
    return client(new KeyManager[0]);
  }

  /** A client of the JDK that trusts this authority and shows its certificate NAME. */
  SSLContext client(String name) {
    return client(this, name);
  }

  /** A client of the JDK that trusts this authority and shows a certificate of an issuer. */
  SSLContext client(Authority issuer, String name) {
    return client(new KeyManager[] {issuer.shown.computeIfAbsent(name, issuer::shown)});
  }

  private ShownCertificate shown(String name) {
    openssl(
        "pkcs12 -export -passout pass:p12 -in %1$s.crt -inkey %1$s.key -out %1$s.p12"
            .formatted(name));
    char[] password = "p12".toCharArray();
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return new ShownCertificate(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext client(KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
