package io.heddle.config;

import io.heddle.transport.tls.CertificateName;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of TLS, and how they become its options. */
final class TlsSettings {
  private static final String SNI = "listener.NAME.tls.sni.ID.";

  private static final Kind<String> FILE = FilePath.ofFile();

  private static final Kind<String> PASSWORD = new Secret("a password");

  static final Setting<String> CERTIFICATE =
      Setting.optional(
          "listener.NAME.tls.certificate",
          FILE,
          "server.crt",
          "The server's certificate and those that issued it, as a PEM file; or a PKCS#12 file that has the key, too. Needed for TLS.");

  static final Setting<String> KEY =
      Setting.optional(
          "listener.NAME.tls.key",
          FILE,
          "server.key",
          "The private key of the certificate, as a PEM file. Needed unless it is in the file of the certificate.");

  static final Setting<String> KEY_PASSWORD =
      Setting.optional(
          "listener.NAME.tls.key-password",
          PASSWORD,
          "secret",
          "The password of an encrypted key. It is best given in the environment, and never shown.");

  static final Setting<ClientCertificates> CLIENT_CERTIFICATE =
      Setting.of(
          "listener.NAME.tls.client-certificate",
          new Kind.Choice<>(ClientCertificates.class),
          "off",
          "Whether clients show a certificate: off does not ask for one; optional does, and takes those who have none; required takes"
              + " nobody without.");

  static final Setting<String> CA =
      Setting.optional(
          "listener.NAME.tls.ca",
          FILE,
          "ca.crt",
          "The authorities whose clients are trusted, as a PEM file. Needed when clients show certificates.");

  static final Setting<String> CRL =
      Setting.optional(
          "listener.NAME.tls.crl",
          FILE,
          "ca.crl",
          "The authorities' lists of revoked certificates, as a PEM file.");

  static final Setting<CertificateName> USER_NAME =
      Setting.optional(
          "listener.NAME.tls.user-name",
          new Kind.Choice<>(CertificateName.class),
          "common-name",
          "What of a client's certificate is its user name, whatever its CONNECT says. Without it the certificate is not used as one.");

  static final Setting<List<String>> PROTOCOLS =
      Setting.of(
          "listener.NAME.tls.protocols",
          new Several<>(
              new Labelled<>(List.of("TLSv1.2", "TLSv1.3")), "TLSv1.2, TLSv1.3, or one of them"),
          "TLSv1.3, TLSv1.2",
          "The versions of TLS that are spoken.");

  static final Setting<List<String>> CIPHERS =
      Setting.optional(
          "listener.NAME.tls.ciphers",
          new Several<>(
              new CipherSuite(),
              "cipher suites by their names in the standards, with commas between them"),
          "TLS_AES_128_GCM_SHA256",
          "The cipher suites, the best first. Without it those that the JDK holds for safe.");

  static final Setting<String> SNI_CERTIFICATE =
      Setting.optional(
          SNI + "certificate",
          FILE,
          "other.crt",
          "A further certificate, for clients that name a host (SNI) that it is for. ID is a word of yours, made as NAME is.");

  static final Setting<String> SNI_KEY =
      Setting.optional(SNI + "key", FILE, "other.key", "Its key.");

  static final Setting<String> SNI_KEY_PASSWORD =
      Setting.optional(SNI + "key-password", PASSWORD, "secret", "The password of its key.");

  /** The rows of a listener. */
  static final List<Setting<?>> PLAIN =
      List.of(
          CERTIFICATE,
          KEY,
          KEY_PASSWORD,
          CLIENT_CERTIFICATE,
          CA,
          CRL,
          USER_NAME,
          PROTOCOLS,
          CIPHERS);

  /** The rows of each further certificate. */
  static final List<Setting<?>> FURTHER = List.of(SNI_CERTIFICATE, SNI_KEY, SNI_KEY_PASSWORD);

  private TlsSettings() {}

  static TlsOptions options(Values values, String name) {
    List<TlsOptions.Certificate> certificates = new ArrayList<>();
    certificates.add(
        new TlsOptions.Certificate(
            Path.of(values.text(CERTIFICATE.of(name))),
            path(values, KEY.of(name)),
            text(values, KEY_PASSWORD.of(name))));
    for (String id : ids(values, name)) {
      certificates.add(
          new TlsOptions.Certificate(
              Path.of(values.text(SNI_CERTIFICATE.of(name, id))),
              path(values, SNI_KEY.of(name, id)),
              text(values, SNI_KEY_PASSWORD.of(name, id))));
    }
    String userName = text(values, USER_NAME.of(name));
    return new TlsOptions(
        certificates,
        path(values, CA.of(name)),
        path(values, CRL.of(name)),
        values.get(CLIENT_CERTIFICATE.of(name)),
        userName == null ? null : USER_NAME.kind().parse(userName),
        values.get(PROTOCOLS.of(name)),
        values.get(CIPHERS.of(name)));
  }

  /** The IDs of a listener's further certificates, in alphabetical order. */
  static Set<String> ids(Values values, String name) {
    String key = SNI_CERTIFICATE.of(name).key();
    return values.names(key.substring(0, key.indexOf(".sni.") + ".sni.".length()));
  }

  /** The given rows of a listener that lack another one: what is to be told of them. */
  static List<String> problems(Values values, String name) {
    List<String> problems = new ArrayList<>();
    if (text(values, CERTIFICATE.of(name)) == null) {
      problems.add(CERTIFICATE.of(name).key() + ": missing; TLS needs a certificate of the server");
    }
    for (String id : ids(values, name)) {
      if (text(values, SNI_CERTIFICATE.of(name, id)) == null) {
        problems.add(SNI_CERTIFICATE.of(name, id).key() + ": missing");
      }
    }
    boolean asked = values.get(CLIENT_CERTIFICATE.of(name)) != ClientCertificates.OFF;
    if (asked && text(values, CA.of(name)) == null) {
      problems.add(
          CA.of(name).key() + ": missing; without it no certificate of a client can be trusted");
    }
    return problems;
  }

  private static @Nullable Path path(Values values, Setting<String> setting) {
    String text = text(values, setting);
    return text == null ? null : Path.of(text);
  }

  private static @Nullable String text(Values values, Setting<?> setting) {
    String text = values.text(setting);
    return text.isEmpty() ? null : text;
  }
}
