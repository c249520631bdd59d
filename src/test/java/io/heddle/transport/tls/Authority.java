package io.heddle.transport.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certification authority of the tests, in a folder of its own, that issues certificates with
 * openssl. The one that all tests share is made when the first of them asks.
 */
final class Authority {
  private final Path folder;
  private final OpenSsl openssl;

  private Authority(Path folder, String name) {
    this.folder = folder;
    this.openssl = new OpenSsl(folder);
    openssl.run(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=" + name);
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

  private static final class Shared {
    static final Authority AUTHORITY = made("shared");

    private static Authority made(String name) {
      Authority authority = new Authority(temporary(), name);
      authority.issue("rsa", "rsa:2048", "DNS:rsa.example,DNS:*.wild.example");
      authority.issue("ec", "ec -pkeyopt ec_paramgen_curve:P-256", "DNS:ec.example");
      authority.issue("ed", "ed25519", "DNS:ed.example");
      authority.issue("client", "ed25519", "email:pump@works.example,URI:urn:pump:1,DNS:pump");
      authority.issue("revoked", "ed25519", "DNS:revoked");
      authority.revoke("revoked");
      authority.issueExpired("expired");
      authority.openssl.run(
          "req -x509 -newkey ed25519 -nodes -keyout self.key -out self.crt -subj /CN=self");
      return authority;
    }

    private static Path temporary() {
      try {
        Path folder = Files.createTempDirectory("heddle-tls");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void remove(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The one that all tests share; they change nothing in it. */
  static Authority shared() {
    return Shared.AUTHORITY;
  }

  /** Another one, in this folder. */
  static Authority in(Path folder, String name) {
    return new Authority(folder, name);
  }

  /** Issues NAME.crt and NAME.key, for CN=NAME and these alternative names. */
  void issue(String name, String key, String names) {
    openssl.run(
        "req -x509 -CA ca.crt -CAkey ca.key -nodes -days 10 -addext basicConstraints=CA:FALSE"
            + (" -newkey " + key)
            + (" -keyout " + name + ".key -out " + name + ".crt")
            + (" -subj /O=Works/CN=" + name)
            + (" -addext subjectAltName=" + names));
  }

  /** Issues NAME.crt and NAME.key, which expired yesterday. */
  void issueExpired(String name) {
    openssl.run(
        "req -new -newkey ed25519 -nodes -keyout %1$s.key -out %1$s.csr -subj /CN=%1$s"
            .formatted(name));
    openssl.run(
        "x509 -req -in %1$s.csr -out %1$s.crt -CA ca.crt -CAkey ca.key -CAcreateserial -days -1"
            .formatted(name));
  }

  /** Revokes NAME.crt, and writes ca.crl. */
  void revoke(String name) {
    openssl.run("ca -config ca.cnf -revoke " + name + ".crt");
    writeList("ca.crl", "-crldays 10");
  }

  /** Writes a list of the certificates that are revoked. */
  void writeList(String file, String times) {
    openssl.run("ca -config ca.cnf -gencrl -out " + file + " " + times);
  }

  OpenSsl openssl() {
    return openssl;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a text into a file of the folder. */
  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The certificate NAME with its key. */
  TlsOptions.Certificate certificate(String name) {
    return new TlsOptions.Certificate(file(name + ".crt"), file(name + ".key"), null);
  }

  /** Options with these certificates of the server, and nothing else. */
  TlsOptions options(String... names) {
    List<TlsOptions.Certificate> certificates = Stream.of(names).map(this::certificate).toList();
    return new TlsOptions(
        certificates, null, null, TlsOptions.ClientCertificates.OFF, List.of(), List.of());
  }

  /** Options with an RSA certificate that ask clients for theirs. */
  TlsOptions asking(TlsOptions.ClientCertificates clients, boolean withList) {
    return new TlsOptions(
        List.of(certificate("rsa")),
        file("ca.crt"),
        withList ? file("ca.crl") : null,
        clients,
        List.of(),
        List.of());
  }
}
