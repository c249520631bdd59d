package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** User names that are made of certificates. */
@Timeout(60)
class CertificateNameTest {
  private @TempDir Path folder;

  private static X509Certificate shared(String name) throws TlsSetupException {
    return Certificates.inFile(Authority.shared().file(name + ".crt")).getFirst();
  }

  private X509Certificate made(String subject) throws TlsSetupException {
    new OpenSsl(folder)
        .run("req -x509 -newkey ed25519 -nodes -utf8 -keyout k -out c -subj " + subject);
    return Certificates.inFile(folder.resolve("c")).getFirst();
  }

  @Test
  void everyKindOfName() throws Exception {
    X509Certificate client = shared("client");
    assertEquals(Optional.of("client"), CertificateName.COMMON_NAME.of(client));
    assertEquals(Optional.of("CN=client,O=Works"), CertificateName.SUBJECT.of(client));
    assertEquals(Optional.of("pump"), CertificateName.DNS.of(client));
    assertEquals(Optional.of("pump@works.example"), CertificateName.EMAIL.of(client));
    assertEquals(Optional.of("urn:pump:1"), CertificateName.URI.of(client));
  }

  @Test
  void whatIsNotThereIsNoName() throws Exception {
    X509Certificate self = made("/O=Works");
    assertEquals(Optional.empty(), CertificateName.COMMON_NAME.of(self));
    assertEquals(Optional.empty(), CertificateName.DNS.of(self));
    assertEquals(Optional.empty(), CertificateName.EMAIL.of(shared("ec")));
    assertEquals(Optional.empty(), CertificateName.URI.of(shared("ec")));
  }

  @Test
  void theLastCommonNameCountsAndAnotherAttributeCannotLookLikeOne() throws Exception {
    assertEquals(
        Optional.of("inner"), CertificateName.COMMON_NAME.of(made("/CN=outer/O=W/CN=inner")));
    assertEquals(Optional.of("eve"), CertificateName.COMMON_NAME.of(made("/CN=eve/O=W,CN=admin")));
    assertEquals(Optional.of("a,b+c"), CertificateName.COMMON_NAME.of(made("/CN=a,b\\+c")));
  }

  @Test
  void lettersOfAllLanguages() throws Exception {
    assertEquals(Optional.of("Müller"), CertificateName.COMMON_NAME.of(made("/CN=Müller")));
  }

  @Test
  void controlCharactersAreInNoUserName() throws Exception {
    assertEquals(Optional.empty(), CertificateName.COMMON_NAME.of(made("/CN=a\tb")));
  }
}
