package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in every form that openssl writes, and what is said about wrong ones. */
@Timeout(60)
class KeyFilesTest {
  private final Authority authority = Authority.shared();
  private @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void copy() throws IOException {
    openssl = new OpenSsl(folder);
    for (String name : new String[] {"rsa", "ec", "ed", "client"}) {
      Files.copy(authority.file(name + ".crt"), folder.resolve(name + ".crt"));
      Files.copy(authority.file(name + ".key"), folder.resolve(name + ".key"));
    }
  }

  private Identity read(String chain, String key, String password) throws TlsSetupException {
    return KeyFiles.read(
        new TlsOptions.Certificate(
            folder.resolve(chain), key == null ? null : folder.resolve(key), password));
  }

  private void refused(String chain, String key, String password, String words) {
    TlsSetupException e = assertThrows(TlsSetupException.class, () -> read(chain, key, password));
    assertEquals(1, e.errors().size());
    assertTrue(e.getMessage().contains(words), e::getMessage);
    assertTrue(e.getMessage().startsWith(folder.toString()), e::getMessage);
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @ParameterizedTest
  @CsvSource({"rsa, RSA", "ec, EC", "ed, EdDSA"})
  void everyKindOfKeyInPkcs8(String name, String algorithm) throws Exception {
    assertTrue(text(name + ".key").startsWith("-----BEGIN PRIVATE KEY-----"));
    Identity identity = read(name + ".crt", name + ".key", null);
    assertEquals(algorithm, identity.key().getAlgorithm());
    assertTrue(identity.isFor(name + ".example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "ed"})
  void encryptedWithWhatOpensslTakes(String name) throws Exception {
    openssl.run("pkcs8 -topk8 -in %1$s.key -out locked.key -passout pass:geheim".formatted(name));
    assertTrue(text("locked.key").startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    assertTrue(read(name + ".crt", "locked.key", "geheim").isFor(name + ".example"));
    refused(name + ".crt", "locked.key", "falsch", "the password of its private key is wrong");
    refused(name + ".crt", "locked.key", null, "is encrypted; a password is needed");
  }

  @Test
  void encryptedInAWayThatTheJdkDoesNotKnow() {
    openssl.run("pkcs8 -topk8 -scrypt -in rsa.key -out locked.key -passout pass:geheim");
    refused("rsa.crt", "locked.key", "geheim", "openssl pkcs8 -topk8 -v2 aes256 -in");
  }

  @Test
  void pkcs1IsWrapped() throws Exception {
    openssl.run("rsa -traditional -in rsa.key -out old.key");
    assertTrue(text("old.key").startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    assertEquals("RSA", read("rsa.crt", "old.key", null).key().getAlgorithm());
  }

  @Test
  void sec1IsWrappedAlsoAfterParameters() throws Exception {
    openssl.run("ecparam -name prime256v1 -out parameters.pem");
    openssl.run("ec -in ec.key -out old.key");
    assertTrue(text("old.key").startsWith("-----BEGIN EC PRIVATE KEY-----"));
    write("both.key", text("parameters.pem") + text("old.key"));
    assertEquals("EC", read("ec.crt", "both.key", null).key().getAlgorithm());
  }

  @ParameterizedTest
  @CsvSource({"-aes128, AES-128", "-aes192, AES-192", "-aes256, AES-256", "-des3, DES-EDE3"})
  void theOldWayOfEncryption(String option, String cipher) throws Exception {
    openssl.run(
        "rsa -traditional " + option + " -in rsa.key -out old.key -passout pass:geheim\u00fc");
    assertTrue(
        text("old.key").startsWith("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED"));
    assertTrue(text("old.key").contains("DEK-Info: " + cipher + "-CBC,"));
    assertEquals("RSA", read("rsa.crt", "old.key", "geheim\u00fc").key().getAlgorithm());
    for (int i = 0; i < 300; i++) {
      refused("rsa.crt", "old.key", "falsch" + i, "the password of its private key is wrong");
    }
    refused("rsa.crt", "old.key", null, "is encrypted; a password is needed");
  }

  @Test
  void theOldWayOfEncryptionOnACurve() throws Exception {
    openssl.run("ec -aes256 -in ec.key -out old.key -passout pass:geheim");
    assertTrue(text("old.key").contains("DEK-Info: AES-256-CBC,"));
    assertEquals("EC", read("ec.crt", "old.key", "geheim").key().getAlgorithm());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AES-128-CBC,| CAMELLIA-128-CBC,| (CAMELLIA-128-CBC); convert it: openssl pkcs8 -topk8 -v2 aes256 -in",
        "DEK-Info:   | Nothing:         | (no DEK-Info); convert it: openssl pkcs8",
        "AES-128-CBC,| AES-128-CBC,F    | (AES-128-CBC); convert it: openssl pkcs8",
        "AES-128-CBC,| AES-128-CBC,00   | Wrong IV length",
      })
  void anotherOldWayIsRefusedWithTheCommandThatConverts(String from, String to, String words)
      throws Exception {
    openssl.run("rsa -traditional -aes128 -in rsa.key -out old.key -passout pass:geheim");
    write("old.key", text("old.key").replace(from, to));
    refused("rsa.crt", "old.key", "geheim", words);
  }

  @Test
  void oneFileMayHoldBothAndComments() throws Exception {
    write("all.pem", "my key\n" + text("ec.key") + openssl.run("x509 -in ec.crt -text"));
    assertTrue(read("all.pem", null, null).isFor("ec.example"));
  }

  @Test
  void aChainKeepsItsOrder() throws Exception {
    write("chain.crt", text("ec.crt") + Files.readString(authority.file("ca.crt")));
    Identity identity = read("chain.crt", "ec.key", null);
    assertEquals(2, identity.chain().size());
    assertEquals("CN=shared", identity.chain().getLast().getSubjectX500Principal().getName());
  }

  @Test
  void pkcs12WithItsPassword() throws Exception {
    openssl.run(
        "pkcs12 -export -in ec.crt -inkey ec.key -certfile "
            + authority.file("ca.crt")
            + " -out ec.p12 -passout pass:geheim");
    Identity identity = read("ec.p12", null, "geheim");
    assertEquals("EC", identity.key().getAlgorithm());
    assertEquals(2, identity.chain().size());
    refused("ec.p12", null, "falsch", "the password of this PKCS#12 file is wrong");
    refused("ec.p12", null, null, "the password of this PKCS#12 file is missing");
    refused("ec.p12", "ec.key", "geheim", "leave the key file out");
  }

  @Test
  void pkcs12WithAnEmptyPassword() throws Exception {
    openssl.run("pkcs12 -export -in ec.crt -inkey ec.key -out ec.p12 -passout pass:");
    assertEquals("EC", read("ec.p12", null, null).key().getAlgorithm());
  }

  @Test
  void pkcs12WithoutKey() {
    openssl.run("pkcs12 -export -nokeys -in ec.crt -out none.p12 -passout pass:geheim");
    refused("none.p12", null, "geheim", "it holds 0 private keys; one is needed");
  }

  @ParameterizedTest
  @CsvSource({"rsa, ec", "ec, rsa", "ed, client", "ed, rsa", "ec, ed"})
  void aKeyOfAnotherCertificate(String chain, String key) {
    refused(chain + ".crt", key + ".key", null, "does not belong to the first certificate of");
  }

  @Test
  void aKeyOfALaterCertificate() throws Exception {
    write("chain.crt", text("ed.crt") + text("ec.crt"));
    refused("chain.crt", "ec.key", null, "but to a later one, which must stand first");
  }

  @Test
  void whatIsSomethingElse() throws Exception {
    refused("none.crt", "rsa.key", null, "there is no such file");
    refused("rsa.crt", "none.key", null, "there is no such file");
    refused("rsa.key", "rsa.key", null, "it holds PRIVATE KEY; a certificate in PEM");
    refused("rsa.crt", "rsa.crt", null, "it holds CERTIFICATE; one private key");
    refused("rsa.crt", null, null, "it holds CERTIFICATE; one private key");
    write("two.key", text("rsa.key") + text("ec.key"));
    refused("rsa.crt", "two.key", null, "it holds 2 private keys; one private key");
    write("text.crt", "hello");
    refused("text.crt", "rsa.key", null, "it holds no PEM block");
    Files.write(folder.resolve("der.p12"), new byte[] {0x30, 3, 2, 1, 0});
    refused("der.p12", null, "x", "it is neither PEM nor PKCS#12");
    refused(".", "rsa.key", null, "it is a folder");
  }

  @Test
  void whatIsDamaged() throws Exception {
    String certificate = text("rsa.crt");
    write("cut.crt", certificate.substring(0, certificate.length() / 2));
    refused("cut.crt", "rsa.key", null, "-----BEGIN CERTIFICATE----- has no -----END");
    write("bad.crt", certificate.replaceFirst("MII", "M!I"));
    refused("bad.crt", "rsa.key", null, "its CERTIFICATE is damaged");
    write("wrong.crt", certificate.replaceFirst("MII", "QUJ"));
    refused("wrong.crt", "rsa.key", null, "its certificate 1 is damaged");
    write("wrong.key", text("rsa.key").replaceFirst("MII", "QUJ"));
    refused("rsa.crt", "wrong.key", null, "its private key is damaged");
    write("short.key", "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n");
    refused("ec.crt", "short.key", null, "damaged or does not name its curve");
    write("dsa.key", text("rsa.key").replace("PRIVATE KEY", "DSA PRIVATE KEY"));
    refused("rsa.crt", "dsa.key", null, "it holds a DSA PRIVATE KEY; an RSA, EC or Ed25519 key");
  }

  @Test
  void aPasswordIsNotPrinted() {
    String text = new TlsOptions.Certificate(Path.of("a"), Path.of("b"), "geheim").toString();
    assertEquals("a with b", text);
  }
}
