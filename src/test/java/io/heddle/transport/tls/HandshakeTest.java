package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.connection.LinkRefusedException;
import io.heddle.session.Until;
import io.heddle.transport.tls.TlsOptions.ClientCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client and the server agree on, and what they do not. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandshakeTest {
  private final Authority authority = Authority.shared();
  private final SSLContext stranger = Encounter.client(authority, null);

  private TlsContext several() {
    return Encounter.load(authority.options("rsa", "ec", "ed"));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, TLSv1.2",
    "rsa, TLSv1.3",
    "ec, TLSv1.2",
    "ec, TLSv1.3",
    "ed, TLSv1.2",
    "ed, TLSv1.3"
  })
  void everyKindOfKeyInBothVersions(String name, String version) throws Exception {
    TlsContext context = Encounter.load(authority.options(name));
    try (Encounter met = new Encounter(context, stranger).protocol(version).met()) {
      TlsSession session = met.link.session().orElseThrow();
      assertEquals(version, session.protocol());
      assertEquals(met.client.getSession().getCipherSuite(), session.cipherSuite());
      assertEquals(List.of(), session.certificates());
      assertEquals(Optional.empty(), session.serverName());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.example, rsa", "ec.example, ec", "EC.Example, ec", "ed.example, ed",
    "a.wild.example, rsa", "a.b.wild.example, rsa", "wild.example, rsa", "other.example, rsa"
  })
  void theHostChoosesTheCertificate(String host, String name) throws Exception {
    try (Encounter met = new Encounter(several(), stranger).host(host).met()) {
      assertEquals("CN=" + name + ",O=Works", met.client.getSession().getPeerPrincipal().getName());
      assertEquals(Optional.of(host), met.link.session().orElseThrow().serverName());
    }
  }

  @Test
  void aWildcardStandsForOneLabel() throws Exception {
    Identity wild = KeyFiles.read(authority.certificate("rsa"));
    assertTrue(wild.isFor("a.wild.example"));
    assertFalse(wild.isFor("a.b.wild.example"));
    assertFalse(wild.isFor("wild.example"));
    assertFalse(wild.isFor(".wild.example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void onlyTheVersionThatIsAllowed(String version) throws Exception {
    TlsOptions options =
        new TlsOptions(
            List.of(authority.certificate("rsa")),
            null,
            null,
            ClientCertificates.OFF,
            List.of(version),
            List.of());
    String other = version.equals("TLSv1.2") ? "TLSv1.3" : "TLSv1.2";
    TlsContext context = Encounter.load(options);
    new Encounter(context, stranger).protocol(version).met().close();
    refused(new Encounter(context, stranger).protocol(other), "protocol");
  }

  @Test
  void theServersOrderOfCiphersCounts() throws Exception {
    String first = "TLS_CHACHA20_POLY1305_SHA256";
    TlsOptions options =
        new TlsOptions(
            List.of(authority.certificate("rsa")),
            null,
            null,
            ClientCertificates.OFF,
            List.of(),
            List.of(first, "TLS_AES_256_GCM_SHA384"));
    try (Encounter met = new Encounter(Encounter.load(options), stranger).met()) {
      assertEquals(first, met.link.session().orElseThrow().cipherSuite());
    }
  }

  @Test
  void alpnIsMqttOrNothing() throws Exception {
    TlsContext context = several();
    String[] both = {"http/1.1", "mqtt"};
    Encounter offers =
        new Encounter(context, stranger).with(p -> p.setApplicationProtocols(both)).met();
    assertEquals("mqtt", offers.client.getApplicationProtocol());
    offers.close();
    String[] wrong = {"http/1.1"};
    refused(
        new Encounter(context, stranger).with(p -> p.setApplicationProtocols(wrong)),
        "application layer protocol");
  }

  /** The link says why, and the client gets an alert. */
  private static void refused(Encounter encounter, String words) throws IOException {
    try (encounter) {
      encounter.reading();
      assertThrows(
          SSLException.class,
          () -> {
            encounter.client.startHandshake();
            encounter.client.getInputStream().read();
          });
      encounter.client.close();
      IOException e = assertThrows(LinkRefusedException.class, encounter::firstRead);
      assertTrue(e.getMessage().contains(words), e::getMessage);
      assertEquals(Optional.empty(), encounter.link.session());
    }
  }

  @ParameterizedTest
  @CsvSource({"REQUIRED, TLSv1.2", "REQUIRED, TLSv1.3", "OPTIONAL, TLSv1.2", "OPTIONAL, TLSv1.3"})
  void aClientsCertificateIsKnown(ClientCertificates clients, String version) throws Exception {
    TlsContext context = Encounter.load(authority.asking(clients, true));
    try (Encounter met =
        new Encounter(context, Encounter.client(authority, "client")).protocol(version).met()) {
      var first = met.link.session().orElseThrow().certificates().getFirst();
      assertEquals("CN=client,O=Works", first.getSubjectX500Principal().getName());
    }
  }

  @Test
  void noCertificateIsFineWhenOptionalAndRefusedWhenRequired() throws Exception {
    TlsContext optional = Encounter.load(authority.asking(ClientCertificates.OPTIONAL, false));
    try (Encounter met = new Encounter(optional, stranger).met()) {
      assertEquals(List.of(), met.link.session().orElseThrow().certificates());
    }
    TlsContext required = Encounter.load(authority.asking(ClientCertificates.REQUIRED, false));
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      refused(new Encounter(required, stranger).protocol(version), "certificate");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "self, REQUIRED, CN=self is not trusted: unable to find valid certification path",
    "self, OPTIONAL, CN=self is not trusted: unable to find valid certification path",
    "expired, REQUIRED, CN=expired is not trusted: validity check failed",
    "revoked, REQUIRED, has been revoked"
  })
  void aWrongCertificateIsRefusedByName(String name, ClientCertificates clients, String words)
      throws Exception {
    TlsContext context = Encounter.load(authority.asking(clients, true));
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SSLContext client = Encounter.client(authority, name);
      refused(new Encounter(context, client).protocol(version), words);
    }
  }

  @Test
  void withoutAListNobodyIsRevoked() throws Exception {
    TlsContext context = Encounter.load(authority.asking(ClientCertificates.REQUIRED, false));
    new Encounter(context, Encounter.client(authority, "revoked")).met().close();
  }

  @Test
  void aClientThatDoesNotTrustTheServerIsToldOf() throws Exception {
    refused(new Encounter(Encounter.load(authority.options("self")), stranger), "unknown");
  }

  private static Encounter saying(TlsContext context, SSLContext client, byte[] bytes)
      throws IOException {
    Encounter encounter = new Encounter(context, client).reading();
    encounter.below.in.write(bytes, 0, bytes.length);
    return encounter;
  }

  @Test
  void mqttWithoutTlsIsNamed() throws Exception {
    byte[] connect = {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0};
    try (Encounter plain = saying(several(), stranger, connect)) {
      IOException e = assertThrows(LinkRefusedException.class, plain::firstRead);
      assertEquals("it speaks MQTT without TLS, and this listener wants TLS", e.getMessage());
    }
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Encounter plain = saying(several(), stranger, http)) {
      IOException e = assertThrows(LinkRefusedException.class, plain::firstRead);
      assertEquals("it does not speak TLS: its first byte was 0x47", e.getMessage());
    }
  }

  @Test
  void whoOnlyLooksWhetherThePortIsOpenIsNoError() throws Exception {
    try (Encounter silent = new Encounter(several(), stranger).reading()) {
      silent.below.in.finish();
      assertEquals("end", silent.firstRead());
    }
  }

  @Test
  void whoEndsInTheMiddleIs() throws Exception {
    try (Encounter half = saying(several(), stranger, new byte[] {0x16, 3, 1, 1, 0, 1})) {
      half.below.in.finish();
      IOException e = assertThrows(IOException.class, half::firstRead);
      assertTrue(e.getMessage().contains("in the middle of the TLS handshake"), e::getMessage);
    }
  }

  @Test
  void whoStallsIsWokenByTheClose() throws Exception {
    try (Encounter half = saying(several(), stranger, new byte[] {0x16, 3, 1, 1, 0, 1})) {
      Until.so("it waits for the rest", () -> half.below.in.count() == 0);
      assertFalse(half.hasRead());
      half.link.close();
      assertThrows(IOException.class, half::firstRead);
    }
  }

  @Test
  void whoWaitsForTheirTurnIsWokenByTheClose() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Executor never = work -> asked.incrementAndGet();
    PipeLink below = new PipeLink(1024 * 1024, true);
    try (Encounter waiting = new Encounter(below, several(), never, stranger).reading()) {
      Thread.ofVirtual()
          .start(() -> assertThrows(IOException.class, waiting.client::startHandshake));
      Until.so("it has asked for a thread", () -> asked.get() == 1);
      assertFalse(waiting.hasRead());
      waiting.link.close();
      assertThrows(IOException.class, waiting::firstRead);
    }
  }

  @Test
  void aFloodIsRefused() throws Exception {
    Executor full =
        work -> {
          throw new RejectedExecutionException();
        };
    PipeLink below = new PipeLink(1024 * 1024, true);
    try (Encounter refused = new Encounter(below, several(), full, stranger).reading()) {
      Thread.ofVirtual()
          .start(() -> assertThrows(IOException.class, refused.client::startHandshake));
      IOException e = assertThrows(IOException.class, refused::firstRead);
      assertEquals("too many TLS handshakes at a time", e.getMessage());
    }
  }
}
