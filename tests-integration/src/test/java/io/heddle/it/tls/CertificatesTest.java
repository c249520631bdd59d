package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with good and bad certificates at listeners for TLS and for WebSocket over TLS. */
class CertificatesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Authority AUTHORITY = Authority.temporary();
  private static final Authority OTHER = Authority.temporary();
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    AUTHORITY.issue("pump");
    AUTHORITY.issue("next");
    AUTHORITY.issue("revoked");
    AUTHORITY.revoke("revoked");
    OTHER.issue("stranger");
    List<String> settings =
        new ArrayList<>(List.of("log.level=debug", "limits.close-timeout=100ms"));
    for (String transport : List.of("tls", "wss")) {
      settings.addAll(asking(transport, transport, "required"));
      settings.addAll(asking(transport + "-maybe", transport, "optional"));
    }
    image = Image.start(settings.toArray(String[]::new));
  }

  private static List<String> asking(String name, String transport, String how) {
    return listener(
        name,
        "transport=" + transport,
        "port=0",
        "tls.certificate=" + AUTHORITY.file("server.crt"),
        "tls.key=" + AUTHORITY.file("server.key"),
        "tls.client-certificate=" + how,
        "tls.ca=" + AUTHORITY.file("ca.crt"),
        "tls.crl=" + AUTHORITY.file("ca.crl"),
        "tls.user-name=common-name");
  }

  private static List<String> listener(String name, String... settings) {
    return Arrays.stream(settings).map(each -> "listener." + name + "." + each).toList();
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  private static Client open(String transport, int number, SSLContext context) {
    return Ways.client(Ways.secure(transport, Ways.port(image, transport, number), context));
  }

  /** The CONNECT of whoever is refused in the handshake of TLS 1.3 may be the first to notice. */
  private static void refused(String transport, int number, SSLContext context) {
    Wire wire;
    try {
      wire = Ways.secure(transport, Ways.port(image, transport, number), context);
    } catch (AssertionError noWebSocket) {
      assertEquals("the WebSocket was refused: ", noWebSocket.getMessage());
      return;
    }
    Client client = Ways.client(wire);
    client.send(Login.v5("refused").packet());
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "wss"})
  void theNameInTheCertificateIsTheUserName(String transport) {
    Client client = open(transport, REQUIRED, AUTHORITY.client("pump"));
    client.connect(Login.v5("named-" + transport).credentials("somebody else", null));
    Ways.logged(image, "client \"named-" + transport + "\" \\(user \"pump\"\\).* is connected");
    client.disconnect();
  }

  @ParameterizedTest
  @CsvSource({"tls, 0", "tls, 1", "wss, 0", "wss, 1"})
  void aWrongCertificateIsRefusedWhetherOneIsNeededOrNot(String transport, int number) {
    int before = image.stderr().size();
    refused(transport, number, AUTHORITY.client("revoked"));
    Ways.logged(image, before, "is gone.*CN=revoked");
    refused(transport, number, AUTHORITY.client(OTHER, "stranger"));
    Ways.logged(image, before, "is gone.*CN=stranger");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "wss"})
  void withoutACertificate(String transport) {
    refused(transport, REQUIRED, AUTHORITY.client());
    Client client = open(transport, OPTIONAL, AUTHORITY.client());
    client.connect(Login.v5("nameless-" + transport));
    Ways.logged(image, "client \"nameless-" + transport + "\" at .* is connected");
    client.disconnect();
    Client known = open(transport, OPTIONAL, AUTHORITY.client("pump"));
    known.connect(Login.v5("maybe-" + transport));
    Ways.logged(image, "client \"maybe-" + transport + "\" \\(user \"pump\"\\).* is connected");
    known.disconnect();
  }

  /** Because somebody looks at the files, and nobody asks. */
  @Test
  void aNewCertificateIsSeen() throws Exception {
    aNewCertificate("100ms", image -> {});
  }

  /** By the signal alone: nobody looks at the files. */
  @Test
  void aNewCertificateAtSighup() throws Exception {
    aNewCertificate(
        "never",
        image ->
            assertEquals(
                0,
                new ProcessBuilder("kill", "-HUP", Long.toString(image.pid())).start().waitFor()));
  }

  /** Who is connected does not notice. */
  private void aNewCertificate(String interval, ThrowingConsumer<Image> ask) throws Exception {
    replace("server");
    List<String> settings =
        new ArrayList<>(List.of("files.interval=" + interval, "limits.close-timeout=100ms"));
    for (String transport : List.of("tls", "wss")) {
      settings.addAll(
          listener(
              transport,
              "port=0",
              "tls.certificate=" + folder.resolve("server.crt"),
              "tls.key=" + folder.resolve("server.key")));
    }
    try (Image own = Image.start(settings.toArray(String[]::new))) {
      Map<String, Client> there = new LinkedHashMap<>();
      for (String transport : List.of("tls", "wss")) {
        int port = Ways.port(own, transport, 0);
        assertTrue(shown(port).contains("CN=server"), shown(port));
        Client client = Ways.client(Ways.secure(transport, port, AUTHORITY.client()));
        client.connect(Login.v5("stays-" + transport));
        client.subscribe(transport, Qos.AT_LEAST_ONCE);
        there.put(transport, client);
      }
      replace("next");
      try {
        ask.accept(own);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
      for (String transport : there.keySet()) {
        int port = Ways.port(own, transport, 0);
        Awaitility.await()
            .pollInterval(Duration.ofMillis(50))
            .atMost(LIMIT)
            .until(() -> shown(port).contains("CN=next"));
        Client next = Ways.client(Ways.secure(transport, port, AUTHORITY.client()));
        next.connect(Login.v5("comes"));
        next.publish(transport, "m", Qos.AT_LEAST_ONCE);
        there.get(transport).receive(transport, Qos.AT_LEAST_ONCE, "m");
      }
      assertEquals(0, own.stop());
    }
  }

  private void replace(String name) throws IOException {
    for (String end : List.of(".crt", ".key")) {
      Path fresh = folder.resolve("fresh" + end);
      Files.copy(Path.of(AUTHORITY.file(name + end)), fresh);
      Files.move(fresh, folder.resolve("server" + end), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The subject of a port's certificate. */
  private static String shown(int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            AUTHORITY
                .client()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return socket.getSession().getPeerPrincipal().getName();
    }
  }
}
