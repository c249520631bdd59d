package io.heddle.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.SelfSigned;
import io.heddle.auth.WrongFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files with keys, right and wrong. */
@Timeout(60)
class KeyRingTest {
  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("keys"), text);
  }

  private String wrong(String text) throws Exception {
    Path file = file(text);
    String words =
        String.valueOf(assertThrows(WrongFile.class, () -> KeyRing.file(file)).getMessage());
    assertTrue(words.startsWith(file + ": "), words);
    return words;
  }

  @Test
  void certificatesAndSeveralKeys() throws Exception {
    Path certificate = SelfSigned.make(folder, "own", "DNS:own");
    assertEquals(1, KeyRing.file(certificate).size());
    String both = Files.readString(certificate) + Signer.RSA.pem() + Signer.ec("P-521").pem();
    assertEquals(3, KeyRing.file(file("# comment\n" + both.replace("\n", "\r\n"))).size());
  }

  @Test
  void whatIsWrong() throws Exception {
    assertTrue(wrong("").endsWith("is empty"));
    wrong("{");
    wrong("{\"keys\":[]}");
    wrong("hello");
    wrong("-----BEGIN PUBLIC KEY-----\n????\n-----END PUBLIC KEY-----\n");
    wrong("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    wrong("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    String secret = Signer.pem("PRIVATE KEY", Signer.RSA.pair.getPrivate().getEncoded());
    assertTrue(wrong(secret).contains("allowed are PUBLIC KEY and CERTIFICATE"));
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1024);
    assertTrue(
        wrong(Signer.pem("PUBLIC KEY", weak.generateKeyPair().getPublic().getEncoded()))
            .contains("1024 bits"));
    assertTrue(wrong(Signer.set(Signer.secret(new byte[31]).jwk("k"))).contains("31 bytes"));
    KeyPairGenerator other = KeyPairGenerator.getInstance("Ed25519");
    wrong(Signer.pem("PUBLIC KEY", other.generateKeyPair().getPublic().getEncoded()));
  }

  @Test
  void secrets() throws Exception {
    Path file = file("short\n");
    String words =
        String.valueOf(
            assertThrows(WrongFile.class, () -> KeyRing.secret(file, false)).getMessage());
    assertTrue(words.contains("5 bytes"), words);
    assertFalse(words.contains("short"), words);
    Files.writeString(file, "not base64 at all, not at all, no, no, no");
    assertThrows(WrongFile.class, () -> KeyRing.secret(file, true));
    assertThrows(WrongFile.class, () -> KeyRing.secret(folder.resolve("nowhere"), true));
  }
}
