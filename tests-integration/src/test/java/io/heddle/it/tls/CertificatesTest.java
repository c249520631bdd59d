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
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
  private static final int MOVING = 2;

  /** A handshake of a new process on a busy machine takes its time. */
  private static final List<String> TIMES =
      List.of("limits.connect-timeout=60s", "limits.close-timeout=100ms");

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @BeforeAll
  static void start() throws IOException {
    AUTHORITY.issue("pump");
    AUTHORITY.issue("next");
    AUTHORITY.issue("revoked");
    AUTHORITY.revoke("revoked");
    OTHER.issue("stranger");
    replace("server");
    List<String> settings = new ArrayList<>(List.of("log.level=debug", "files.interval=never"));
    settings.addAll(TIMES);
    for (String transport : List.of("tls", "wss")) {
      settings.addAll(asking(transport, transport, "required"));
      settings.addAll(asking(transport + "-maybe", transport, "optional"));
      settings.addAll(moving(transport + "-moving", transport));
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

  private static List<String> moving(String name, String transport) {
    return listener(
        name,
        "transport=" + transport,
        "port=0",
        "tls.certificate=" + AUTHORITY.file("moving.crt"),
        "tls.key=" + AUTHORITY.file("moving.key"));
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

  /** Because the broker looks at the files, and nobody asks it to. */
  @Test
  void aNewCertificateIsSeen() throws Exception {
    replace("server");
    List<String> settings = new ArrayList<>(List.of("files.interval=100ms"));
    settings.addAll(TIMES);
    settings.addAll(moving("tls", "tls"));
    settings.addAll(moving("wss", "wss"));
    try (Image own = Image.start(settings.toArray(String[]::new))) {
      List<Client> there = clients(own, 0);
      replace("next");
      othersGetTheNewOne(own, 0, there);
      assertEquals(0, own.stop());
    }
  }

  /** By the signal alone: this image never looks at the files. */
  @Test
  void aNewCertificateAtSighup() throws Exception {
    List<Client> there = clients(image, MOVING);
    replace("next");
    String pid = Long.toString(image.pid());
    assertEquals(0, new ProcessBuilder("kill", "-HUP", pid).start().waitFor());
    othersGetTheNewOne(image, MOVING, there);
  }

  /** Those who are connected by the first certificate, over TLS and over WebSocket. */
  private static List<Client> clients(Image own, int number) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (String transport : List.of("tls", "wss")) {
      int port = Ways.port(own, transport, number);
      assertTrue(shown(port).contains("CN=server"), shown(port));
      Client client = Ways.client(Ways.secure(transport, port, AUTHORITY.client()));
      client.connect(Login.v5("stays-" + transport));
      client.subscribe(transport, Qos.AT_LEAST_ONCE);
      clients.add(client);
    }
    return clients;
  }

  /** Who is connected does not notice. */
  private static void othersGetTheNewOne(Image own, int number, List<Client> there) {
    for (String transport : List.of("tls", "wss")) {
      int port = Ways.port(own, transport, number);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(LIMIT)
          .until(() -> shown(port).contains("CN=next"));
      Client next = Ways.client(Ways.secure(transport, port, AUTHORITY.client()));
      next.connect(Login.v5("comes"));
      next.publish(transport, "m", Qos.AT_LEAST_ONCE);
      Client before = there.removeFirst();
      before.receive(transport, Qos.AT_LEAST_ONCE, "m");
      before.disconnect();
      next.disconnect();
    }
  }

  private static void replace(String name) throws IOException {
    for (String end : List.of(".crt", ".key")) {
      Path fresh = Path.of(AUTHORITY.file("fresh" + end));
      Files.copy(Path.of(AUTHORITY.file(name + end)), fresh);
      Files.move(
          fresh, Path.of(AUTHORITY.file("moving" + end)), StandardCopyOption.REPLACE_EXISTING);
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
