package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import io.heddle.api.Reloaded;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole broker that listens with TLS, on a real socket. */
@Timeout(60)
class TlsListenerTest {
  private static final byte[] CONNECT = Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000");

  private final Authority authority = Authority.shared();
  @TempDir Path folder;

  private Map<String, String> settings(String certificate, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.tls.port", "0");
    settings.put("listener.tls.tls.certificate", authority.file(certificate + ".crt").toString());
    settings.put("listener.tls.tls.key", authority.file(certificate + ".key").toString());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static int port(Broker broker, String scheme) {
    return broker.endpoints().stream()
        .filter(uri -> uri.getScheme().equals(scheme))
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  private SSLSocket connect(Broker broker, @Nullable String certificate) throws IOException {
    SSLContext context = Encounter.client(authority, certificate);
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port(broker, "mqtts"));
  }

  private static SSLSocket accepted(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(CONNECT);
    assertEquals(0x20, socket.getInputStream().read(), "CONNACK");
    socket.getInputStream().skipNBytes(socket.getInputStream().read());
    return socket;
  }

  private static void ping(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(Raw.bytes("c000"));
    assertArrayEquals(Raw.bytes("d000"), socket.getInputStream().readNBytes(2));
  }

  private static String shown(SSLSocket socket) throws IOException {
    Principal subject = socket.getSession().getPeerPrincipal();
    return subject.getName();
  }

  @Test
  void besideAPlainOne() throws Exception {
    try (Broker broker =
            Heddle.start(
                settings("ec", "listener.tcp.port", "0", "listener.tcp.connections", "9"));
        SSLSocket socket = accepted(connect(broker, null));
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(broker, "tcp"))) {
      plain.getOutputStream().write(CONNECT);
      assertEquals(0x20, plain.getInputStream().read(), "CONNACK");
      ping(socket);
      assertTrue(shown(socket).contains("CN=ec"), shown(socket));
      assertEquals(2, broker.connectedClients());
    }
  }

  /** With the key pair that {@link #copy} has put into the folder. */
  private Map<String, String> settingsOfFolder() throws Exception {
    return settings(
        "ec",
        "listener.tls.tls.certificate",
        folder.resolve("s.crt").toString(),
        "listener.tls.tls.key",
        folder.resolve("s.key").toString());
  }

  /** The old key pair is replaced by another one while a client is connected. */
  @Test
  void newCertificatesWithoutLosingAnybody() throws Exception {
    copy("ec");
    Map<String, String> settings = settingsOfFolder();
    try (Broker broker = Heddle.start(settings);
        SSLSocket before = accepted(connect(broker, null))) {
      assertTrue(shown(before).contains("CN=ec"));
      Files.writeString(folder.resolve("s.crt"), "nonsense");
      Reloaded refused = broker.services().reload().getFirst();
      assertEquals("listener.tls", refused.what());
      assertEquals(Reloaded.Outcome.REFUSED, refused.outcome());
      assertTrue(refused.errors().getFirst().startsWith("listener.tls: "), refused::toString);
      assertEquals(refused.errors(), broker.services().status().problems());
      try (SSLSocket meanwhile = accepted(connect(broker, null))) {
        assertTrue(shown(meanwhile).contains("CN=ec"), "the old stays in use");
      }
      copy("rsa");
      assertEquals(List.of(Reloaded.inForce("listener.tls", true)), broker.services().reload());
      assertEquals(List.of(), broker.services().status().problems());
      assertEquals(List.of(Reloaded.inForce("listener.tls", false)), broker.services().reload());
      try (SSLSocket after = accepted(connect(broker, null))) {
        assertTrue(shown(after).contains("CN=rsa"), shown(after));
      }
      ping(before);
    }
  }

  @Test
  void filesAreLookedAtFromTimeToTime() throws Exception {
    copy("ec");
    Map<String, String> settings = settingsOfFolder();
    try (Broker broker = Heddle.start(settings)) {
      copy("rsa");
      Until.so(
          "the new one is shown",
          () -> {
            try (SSLSocket socket = accepted(connect(broker, null))) {
              return shown(socket).contains("CN=rsa");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  private void copy(String name) throws IOException {
    for (String end : new String[] {"key", "crt"}) {
      Path fresh = Files.copy(authority.file(name + "." + end), folder.resolve("new." + end));
      Files.move(fresh, folder.resolve("s." + end), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void whoSpeaksNoTlsOrStallsHurtsNobody() throws Exception {
    try (Broker broker = Heddle.start(settings("ec"));
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(broker, "mqtts"));
        Socket stalled = new Socket(InetAddress.getLoopbackAddress(), port(broker, "mqtts"))) {
      stalled.getOutputStream().write(Raw.bytes("160301"));
      plain.getOutputStream().write(CONNECT);
      assertEquals(-1, plain.getInputStream().read());
      ping(accepted(connect(broker, null)));
    }
  }

  @Test
  void twoCertificatesForTwoHosts() throws Exception {
    Map<String, String> settings =
        settings(
            "ec",
            "listener.tls.tls.sni.second.certificate",
            authority.file("rsa.crt").toString(),
            "listener.tls.tls.sni.second.key",
            authority.file("rsa.key").toString());
    try (Broker broker = Heddle.start(settings);
        SSLSocket socket = connect(broker, null)) {
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(java.util.List.of(new javax.net.ssl.SNIHostName("x.wild.example")));
      socket.setSSLParameters(parameters);
      assertTrue(shown(accepted(socket)).contains("CN=rsa"));
    }
  }

  @Test
  void everythingThatIsWrongIsToldWithTheListener() throws Exception {
    Map<String, String> settings =
        settings(
            "ec",
            "listener.tls.tls.key",
            folder.resolve("none.key").toString(),
            "listener.tls.tls.key-password",
            "geheim",
            "listener.tls.tls.client-certificate",
            "required",
            "listener.tls.tls.ca",
            folder.resolve("none.crt").toString());
    StartException wrong = assertThrows(StartException.class, () -> Heddle.start(settings));
    String words = wrong.getMessage();
    assertEquals(2, words.lines().filter(line -> line.startsWith("listener.tls: ")).count(), words);
    assertTrue(words.contains("none.key") && words.contains("none.crt"), words);
    assertTrue(!words.contains("geheim"), words);
  }
}
