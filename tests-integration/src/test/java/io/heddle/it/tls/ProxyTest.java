package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.heddle.it.Command;
import io.heddle.it.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy and nginx of Debian in front of the image, which learns from them who the client is. */
class ProxyTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Authority AUTHORITY = Authority.temporary();

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    image =
        Image.start(
            AUTHORITY.settings(
                "server",
                "log.level=debug",
                "listener.tcp.proxy-protocol=on",
                "listener.tcp.proxy-protocol.from=127.0.0.0/8",
                "listener.tls.proxy-protocol=on",
                "listener.tls.proxy-protocol.from=127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  private static int publish(int port, String id, String... more) {
    List<String> words = new ArrayList<>(List.of("mosquitto_pub", "-h", "127.0.0.1"));
    words.addAll(List.of("-p", Integer.toString(port), "-t", "t", "-m", "m", "-q", "1", "-i", id));
    words.addAll(List.of(more));
    try (Command command = Command.run(words, Map.of(), Path.of(""))) {
      return command.awaitExit(LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void logged(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    Awaitility.await(pattern)
        .atMost(LIMIT)
        .until(() -> image.stderr().stream().anyMatch(line -> wanted.matcher(line).find()));
  }

  private static String tells(String id) {
    return "client \""
        + id
        + "\" at 127\\.0\\.0\\.1:\\d+ by way of 127\\.0\\.0\\.1:\\d+ is connected";
  }

  @Test
  void haproxyWithVersionTwo() throws Exception {
    int port = Proxies.freePort();
    try (Command proxy = Proxies.haproxy(folder, port, "send-proxy-v2", image.port())) {
      assertEquals(0, publish(port, "ha2"), proxy::toString);
      logged(tells("ha2"));
    }
  }

  @Test
  void haproxyWithVersionOneAndAdditionalValues() throws Exception {
    int port = Proxies.freePort();
    try (Command proxy = Proxies.haproxy(folder, port, "send-proxy", image.port())) {
      assertEquals(0, publish(port, "ha1"), proxy::toString);
      logged(tells("ha1"));
    }
    try (Command proxy =
        Proxies.haproxy(
            folder, port, "send-proxy-v2 proxy-v2-options crc32c,unique-id", image.port())) {
      assertEquals(0, publish(port, "ha-tlv"), proxy::toString);
      logged(tells("ha-tlv"));
    }
  }

  /** The health checks of HAProxy are its own connections, and cost nobody anything. */
  @Test
  void healthChecksOfHaproxy() throws Exception {
    int port = Proxies.freePort();
    String options = "send-proxy-v2 check-send-proxy check inter 100ms";
    try (Command proxy = Proxies.haproxy(folder, port, options, image.port())) {
      assertEquals(0, publish(port, "checked"), proxy::toString);
      logged("a client at 127\\.0\\.0\\.1:\\d+ is gone: it closed the connection before");
    }
  }

  @Test
  void nginxWithVersionOne() throws Exception {
    int port = Proxies.freePort();
    try (Command proxy = Proxies.nginxOfStreams(folder, port, image.port())) {
      assertEquals(0, publish(port, "nginx"), proxy::toString);
      logged(tells("nginx"));
    }
  }

  /** The header comes before the TLS handshake, which is between client and broker. */
  @Test
  void tlsThroughAProxy() throws Exception {
    int port = Proxies.freePort();
    try (Command proxy = Proxies.haproxy(folder, port, "send-proxy-v2", image.port("mqtts"))) {
      assertEquals(
          0, publish(port, "ha-tls", "--cafile", AUTHORITY.file("ca.crt")), proxy::toString);
      logged(tells("ha-tls"));
    }
  }

  @Test
  void aClientThatComesItselfIsRefused() {
    assertNotEquals(0, publish(image.port(), "direct"));
    logged("is gone: it sent no header of the PROXY protocol");
  }
}
