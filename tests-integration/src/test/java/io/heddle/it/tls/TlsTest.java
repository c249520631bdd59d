package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mosquitto's clients and openssl against the image, with good and bad certificates. */
class TlsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Authority AUTHORITY = Authority.temporary();

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @BeforeAll
  static void start() throws IOException {
    AUTHORITY.issue("pump");
    AUTHORITY.issue("revoked");
    AUTHORITY.revoke("revoked");
    AUTHORITY.issueExpired("expired");
    AUTHORITY.selfSigned("self");
    AUTHORITY.issue("elsewhere", "DNS:elsewhere.example");
    AUTHORITY.openssl("pkey -aes256 -passout pass:geheim -in ca.key -out locked.key");
    image =
        Image.start(
            Image.home(),
            Map.of("HEDDLE_LISTENER_LOCKED_TLS_KEY__PASSWORD", "geheim"),
            AUTHORITY.settings(
                "server",
                "log.level=debug",
                listener("asking", "transport=tls"),
                listener("asking", "port=0"),
                listener("asking", "tls.certificate=" + AUTHORITY.file("server.crt")),
                listener("asking", "tls.key=" + AUTHORITY.file("server.key")),
                listener("asking", "tls.client-certificate=required"),
                listener("asking", "tls.ca=" + AUTHORITY.file("ca.crt")),
                listener("asking", "tls.crl=" + AUTHORITY.file("ca.crl")),
                listener("asking", "tls.user-name=common-name"),
                listener("locked", "transport=tls"),
                listener("locked", "port=0"),
                listener("locked", "tls.certificate=" + AUTHORITY.file("ca.crt")),
                listener("locked", "tls.key=" + AUTHORITY.file("locked.key")),
                listener("maybe", "transport=tls"),
                listener("maybe", "port=0"),
                listener("maybe", "tls.certificate=" + AUTHORITY.file("elsewhere.crt")),
                listener("maybe", "tls.key=" + AUTHORITY.file("elsewhere.key")),
                listener("maybe", "tls.client-certificate=optional"),
                listener("maybe", "tls.ca=" + AUTHORITY.file("ca.crt"))));
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  private static String listener(String name, String setting) {
    return "listener." + name + "." + setting;
  }

  /** The ports, in the order of the names: asking, locked, maybe, tls. */
  private static int port(int index) {
    var matcher = Pattern.compile("mqtts://127.0.0.1:(\\d+)").matcher(image.readyLine());
    for (int i = 0; i <= index; i++) {
      assertTrue(matcher.find(), image.readyLine());
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static Command mosquitto(String client, int port, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("stdbuf", "-oL", client, "-h", "127.0.0.1"));
    words.addAll(List.of("-p", Integer.toString(port), "-d"));
    words.addAll(List.of("--cafile", AUTHORITY.file("ca.crt"), "-t", "a/b"));
    words.addAll(List.of(more));
    return Command.run(words, Map.of(), Path.of(""));
  }

  private static int publish(int port, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("-m", "m", "-q", "1"));
    words.addAll(List.of(more));
    try (Command command = mosquitto("mosquitto_pub", port, words.toArray(String[]::new))) {
      return command.awaitExit(LIMIT);
    }
  }

  private static String[] shows(String name) {
    return new String[] {
      "--cert", AUTHORITY.file(name + ".crt"), "--key", AUTHORITY.file(name + ".key")
    };
  }

  private static void logged(String words) {
    Awaitility.await(words)
        .atMost(LIMIT)
        .until(() -> image.stderr().stream().anyMatch(line -> line.contains(words)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlsv1.2", "tlsv1.3"})
  void bothVersions(String version) throws Exception {
    try (Command subscriber = mosquitto("mosquitto_sub", port(3), "-C", "1", "-q", "1")) {
      subscriber.awaitOutput(Pattern.compile("Subscribed .*"), LIMIT);
      assertEquals(0, publish(port(3), "--tls-version", version));
      assertEquals(0, subscriber.awaitExit(LIMIT), subscriber::toString);
      assertTrue(subscriber.stdout().contains("m"), subscriber::toString);
    }
  }

  @Test
  void aClientThatDoesNotTrustTheServerSaysSo() throws Exception {
    assertNotEquals(0, publish(port(3), "--cafile", AUTHORITY.file("self.crt")));
    logged("Alert: unknown_ca");
  }

  /** The client refuses a certificate for another host, unless it is told not to look. */
  @Test
  void aCertificateForAnotherHost() throws Exception {
    assertNotEquals(0, publish(port(2)));
    assertEquals(0, publish(port(2), "--insecure"));
  }

  @Test
  void theUserNameIsThatOfTheCertificate() throws Exception {
    assertEquals(0, publish(port(0), shows("pump")));
    logged("(user \"pump\")");
  }

  @ParameterizedTest
  @CsvSource({"expired, expired", "revoked, revoked", "self, self"})
  void aCertificateThatIsRefused(String name, String logged) throws Exception {
    assertNotEquals(0, publish(port(0), shows(name)));
    Awaitility.await(name)
        .atMost(LIMIT)
        .until(() ->
            image.stderr().stream()
                .anyMatch(line -> line.contains("CN=" + name) && line.contains("is gone")));
  }

  @Test
  void withoutACertificateWhereOneIsNeeded() throws Exception {
    assertNotEquals(0, publish(port(0)));
  }

  @Test
  void aCertificateThatMayBeShown() throws Exception {
    assertEquals(0, publish(port(2), "--insecure"));
    List<String> words = new ArrayList<>(List.of("--insecure"));
    words.addAll(List.of(shows("pump")));
    assertEquals(0, publish(port(2), words.toArray(String[]::new)));
  }

  @Test
  void aKeyWhosePasswordIsInTheEnvironment() throws Exception {
    assertEquals(0, publish(port(1), "--insecure"));
    assertTrue(image.stderr().stream().noneMatch(line -> line.contains("geheim")));
  }

  @Test
  void alpn() {
    String hello = "s_client -connect 127.0.0.1:" + port(3) + " -alpn ";
    assertTrue(connected(hello + "mqtt").contains("ALPN protocol: mqtt"));
    assertTrue(connected(hello + "x-amzn-mqtt-ca,mqtt").contains("ALPN protocol: mqtt"));
    assertTrue(connected(hello + "http/1.1").contains("alert no application protocol"));
  }

  /** What openssl tells of a handshake, after which it has nothing to say. */
  private static String connected(String arguments) {
    List<String> words = List.of("sh", "-c", "openssl " + arguments + " </dev/null 2>&1");
    try (Command command = Command.run(words, Map.of(), Path.of(""))) {
      command.awaitExit(LIMIT);
      return String.join("\n", command.stdout());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** New files, SIGHUP alone, and a subscriber that does not notice. */
  @Test
  void reloadOnSighup() throws Exception {
    AUTHORITY.issue("next");
    String[] files = {"moving.crt", "moving.key"};
    for (String file : files) {
      Files.copy(
          Path.of(AUTHORITY.file(file.replace("moving", "server"))),
          Path.of(AUTHORITY.file(file)),
          StandardCopyOption.REPLACE_EXISTING);
    }
    try (Image own = Image.start(AUTHORITY.settings("moving", "files.interval=never"));
        Command subscriber = mosquitto("mosquitto_sub", own.port("mqtts"), "-C", "1", "-q", "1")) {
      subscriber.awaitOutput(Pattern.compile("Subscribed .*"), LIMIT);
      for (String file : files) {
        Files.move(
            Path.of(AUTHORITY.file(file.replace("moving", "next"))),
            Path.of(AUTHORITY.file(file)),
            StandardCopyOption.REPLACE_EXISTING);
      }
      new ProcessBuilder("kill", "-HUP", Long.toString(own.pid())).start().waitFor();
      String look = "s_client -showcerts -connect 127.0.0.1:" + own.port("mqtts");
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> connected(look).contains("CN=next") || connected(look).contains("CN = next"));
      assertEquals(0, publish(own.port("mqtts")));
      assertEquals(0, subscriber.awaitExit(LIMIT), subscriber::toString);
      assertTrue(
          own.stderr().stream().anyMatch(line -> line.contains("certificates were loaded again")));
      assertEquals(0, own.stop());
    }
  }

  @Test
  void printConfigDoesNotShowThePassword() throws Exception {
    List<String> arguments =
        List.of(
            "print-config",
            "-D",
            "listener.tls.tls.certificate=c",
            "-D",
            "listener.tls.tls.key-password=geheim");
    try (Command command = Command.run(Image.home(), Map.of(), arguments)) {
      assertEquals(0, command.awaitExit(LIMIT));
      String said = command.toString();
      assertTrue(said.contains("listener.tls.tls.key-password"), said);
      assertTrue(command.stdout().stream().noneMatch(line -> line.contains("geheim")));
    }
  }
}
