package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded, what is wrong with it, and what happens when files change. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsContextTest {
  private final Authority authority = Authority.shared();
  private @TempDir Path folder;

  private static List<String> errors(TlsOptions options) {
    return assertThrows(
            TlsSetupException.class, () -> TlsContext.load(options, InstantSource.system()))
        .errors();
  }

  private TlsOptions options(Path ca, Path crl, ClientCertificates clients, List<String> ciphers) {
    return new TlsOptions(
        List.of(authority.certificate("rsa")), ca, crl, clients, List.of(), ciphers);
  }

  @Test
  void allErrorsAreToldAtOnce() {
    TlsOptions options =
        new TlsOptions(
            List.of(
                new TlsOptions.Certificate(Path.of("/none.crt"), null, null),
                new TlsOptions.Certificate(authority.file("ec.crt"), authority.file("ed.key"), "")),
            authority.file("ca.key"),
            authority.file("ca.crt"),
            ClientCertificates.REQUIRED,
            List.of(),
            List.of());
    List<String> errors = errors(options);
    assertEquals(4, errors.size(), errors::toString);
    assertTrue(errors.get(0).startsWith("/none.crt: there is no such file"), errors::toString);
    assertTrue(errors.get(1).contains("does not belong"), errors::toString);
    assertTrue(errors.get(2).contains("it holds PRIVATE KEY; certificates"), errors::toString);
    assertTrue(errors.get(3).contains("it holds CERTIFICATE; a list of revoked"), errors::toString);
  }

  @Test
  void whatIsMissing() {
    assertEquals(List.of("a certificate of the server is needed"), errors(authority.options()));
    assertEquals(
        List.of("client certificates are OPTIONAL: a file with the trusted authorities is needed"),
        errors(options(null, null, ClientCertificates.OPTIONAL, List.of())));
  }

  @Test
  void protocolsAndCiphersThatAreNotSafe() {
    TlsOptions wrong =
        new TlsOptions(
            List.of(authority.certificate("rsa")),
            null,
            null,
            ClientCertificates.OFF,
            List.of("TLSv1.1", "TLSv1.3"),
            List.of("TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_RC4_128_MD5"));
    List<String> errors = errors(wrong);
    assertEquals(2, errors.size(), errors::toString);
    assertEquals(
        "protocol TLSv1.1 is not known or not safe; allowed are TLSv1.2, TLSv1.3", errors.get(0));
    assertTrue(
        errors.get(1).startsWith("cipher suite TLS_RSA_WITH_RC4_128_MD5 is not known"),
        errors::toString);
  }

  @Test
  void whatHasExpiredIsAWarning() throws Exception {
    TlsContext context = Encounter.load(authority.options("rsa", "expired"));
    assertEquals(1, context.warnings().size());
    String warning = context.warnings().getFirst();
    assertTrue(warning.contains("expired.crt: the certificate of CN=expired expired at"), warning);
    Instant past = Instant.now().minus(Duration.ofDays(5));
    TlsContext early = TlsContext.load(authority.options("rsa"), () -> past);
    assertTrue(early.warnings().getFirst().contains("is not valid before"), warning);
    assertEquals(List.of(), Encounter.load(authority.options("rsa")).warnings());
  }

  @Test
  void aChainInTheWrongOrderIsAWarning() throws Exception {
    Path chain = folder.resolve("chain.crt");
    Files.writeString(
        chain,
        Files.readString(authority.file("rsa.crt")) + Files.readString(authority.file("self.crt")));
    TlsOptions.Certificate files =
        new TlsOptions.Certificate(chain, authority.file("rsa.key"), null);
    TlsOptions options =
        new TlsOptions(List.of(files), null, null, ClientCertificates.OFF, List.of(), List.of());
    String warning = Encounter.load(options).warnings().getFirst();
    assertTrue(warning.contains("CN=self did not issue the certificate before it"), warning);
  }

  @Test
  void aListThatHasExpiredIsAnError() {
    Authority other = Authority.in(folder, "other");
    other.writeList("old.crl", "-crl_lastupdate 20200101000000Z -crl_nextupdate 20200201000000Z");
    List<String> errors =
        errors(
            options(
                other.file("ca.crt"),
                other.file("old.crl"),
                ClientCertificates.REQUIRED,
                List.of()));
    assertEquals(1, errors.size(), errors::toString);
    assertTrue(errors.getFirst().contains("CN=other expired at 2020-02-01T"), errors::toString);
  }

  private void use(String name) throws IOException {
    for (String end : List.of(".crt", ".key")) {
      Files.copy(
          authority.file(name + end),
          folder.resolve("server" + end),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private TlsContext serverHere() throws IOException {
    use("rsa");
    TlsOptions.Certificate files =
        new TlsOptions.Certificate(
            folder.resolve("server.crt"), folder.resolve("server.key"), null);
    return Encounter.load(
        new TlsOptions(List.of(files), null, null, ClientCertificates.OFF, List.of(), List.of()));
  }

  private static String kind(SSLSocket client) throws IOException {
    return client.getSession().getPeerCertificates()[0].getPublicKey().getAlgorithm();
  }

  @Test
  void whoIsConnectedGoesOnAndWhoComesGetsTheNew() throws Exception {
    TlsContext context = serverHere();
    var known = Encounter.client(authority, null);
    try (Encounter before = new Encounter(context, known).met()) {
      use("ec");
      context.reload();
      try (Encounter after = new Encounter(context, known).met()) {
        assertEquals("EC", kind(after.client));
      }
      before.link.write("news".getBytes(), 0, 4);
      assertEquals("news", new String(before.client.getInputStream().readNBytes(4)));
      assertEquals("RSA", kind(before.client));
    }
  }

  @Test
  void wrongFilesLeaveTheOldInUse() throws Exception {
    TlsContext context = serverHere();
    assertFalse(context.filesChanged());
    Files.copy(
        authority.file("ec.crt"),
        folder.resolve("server.crt"),
        StandardCopyOption.REPLACE_EXISTING);
    assertTrue(context.filesChanged());
    TlsSetupException e = assertThrows(TlsSetupException.class, context::reload);
    assertTrue(e.getMessage().contains("does not belong"), e::getMessage);
    assertFalse(context.filesChanged(), "it has been looked at, and is told once");
    var known = Encounter.client(authority, null);
    try (Encounter after = new Encounter(context, known).met()) {
      assertEquals("RSA", kind(after.client));
    }
    Files.delete(folder.resolve("server.key"));
    assertTrue(context.filesChanged());
  }
}
