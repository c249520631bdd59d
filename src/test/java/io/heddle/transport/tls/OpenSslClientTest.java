package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Until;
import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is not Java's, over real sockets: openssl s_client. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenSslClientTest {
  private final Authority authority = Authority.shared();
  private final StringBuffer said = new StringBuffer();
  private EchoServer server;
  private Process client;

  private void start(TlsContext context, String arguments) throws IOException {
    server = new EchoServer(context);
    client =
        authority
            .openssl()
            .start(
                "s_client -connect 127.0.0.1:"
                    + server.port()
                    + " -CAfile ca.crt -verify_return_error "
                    + arguments);
    Thread.ofVirtual().start(() -> collect(client.getInputStream()));
  }

  private void collect(InputStream in) {
    byte[] bytes = new byte[4096];
    int count;
    try {
      while ((count = in.read(bytes)) >= 0) {
        said.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException ended) {
      // what was said is kept
    }
  }

  @AfterEach
  void end() throws IOException {
    client.destroy();
    server.close();
  }

  private void type(String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void says(String text) {
    Until.so(text, () -> said.indexOf(text) >= 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aClientWithCertificateAndAlpn(String version) throws Exception {
    start(
        Encounter.load(authority.asking(ClientCertificates.REQUIRED, true)),
        version + " -cert client.crt -key client.key -alpn mqtt -servername rsa.example");
    says("ALPN protocol: mqtt");
    says("Verification: OK");
    type("hello\n");
    Until.so("an echo", () -> said.toString().endsWith("hello\n"));
    TlsSession session = server.links().iterator().next().session().orElseThrow();
    assertEquals("rsa.example", session.serverName().orElseThrow());
    assertEquals("CN=client,O=Works", first(session));
    type("Q\n");
    assertTrue(client.waitFor(20, TimeUnit.SECONDS));
    Until.so("it is gone", () -> server.links().isEmpty());
    assertEquals(0, server.failures.size(), server.failures::toString);
  }

  /** K asks for new keys of both sides, k changes its own. */
  @Test
  void keysAreChangedInTheMiddle() throws Exception {
    start(Encounter.load(authority.options("ec")), "-tls1_3");
    says("Verification: OK");
    for (int i = 0; i < 20; i++) {
      command("K\n", 2 * i + 1);
      command("k\n", 2 * i + 2);
      String word = "word" + i + "\n";
      type(word);
      Until.so(word, () -> said.indexOf(word) >= 0);
    }
    assertEquals(0, server.failures.size(), server.failures::toString);
  }

  /** What is typed before the client has seen the command would be part of it. */
  private void command(String letter, int times) throws IOException {
    type(letter);
    Until.so(letter, () -> said.toString().split("KEYUPDATE", -1).length == times + 1);
  }

  @Test
  void renegotiationIsRefused() throws Exception {
    start(Encounter.load(authority.options("ec")), "-tls1_2");
    says("Verification: OK");
    type("hello\n");
    Until.so("an echo", () -> said.indexOf("hello\n") >= 0);
    type("R\n");
    Until.so("it is refused", () -> !server.failures.isEmpty());
    assertTrue(server.failures.getFirst().contains("negotiate"), server.failures::toString);
  }

  @Test
  void aSessionIsResumedWithItsCertificate() throws Exception {
    start(
        Encounter.load(authority.asking(ClientCertificates.REQUIRED, true)),
        "-tls1_3 -cert client.crt -key client.key -sess_out session.pem");
    says("Verification: OK");
    type("hello\n");
    says("Post-Handshake New Session Ticket arrived");
    Until.so("an echo", () -> said.indexOf("hello\n") >= 0);
    Until.so("it is kept", () -> authority.file("session.pem").toFile().length() > 0);
    client.destroy();
    said.setLength(0);
    client =
        authority
            .openssl()
            .start(
                "s_client -tls1_3 -connect 127.0.0.1:"
                    + server.port()
                    + " -CAfile ca.crt -sess_in session.pem");
    Thread.ofVirtual().start(() -> collect(client.getInputStream()));
    says("Reused, TLSv1.3");
    type("again\n");
    Until.so("an echo", () -> said.indexOf("again\n") >= 0);
    assertTrue(
        server.links().stream()
            .flatMap(link -> link.session().stream())
            .allMatch(session -> first(session).equals("CN=client,O=Works")));
  }

  private static String first(TlsSession session) {
    return session.certificates().getFirst().getSubjectX500Principal().getName();
  }

  @Test
  void aRevokedClientIsTold() throws Exception {
    start(
        Encounter.load(authority.asking(ClientCertificates.REQUIRED, true)),
        "-tls1_3 -cert revoked.crt -key revoked.key");
    says("alert certificate unknown");
    Until.so("it is lost", () -> !server.failures.isEmpty());
    assertTrue(server.failures.getFirst().contains("revoked"), server.failures::toString);
  }
}
