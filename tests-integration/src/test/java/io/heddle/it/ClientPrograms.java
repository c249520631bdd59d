package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs with our broker and with Mosquitto's; and Mosquitto's clients beside ours. For tests
 * that extend it.
 */
abstract class ClientPrograms {
  static final Duration LIMIT = Duration.ofSeconds(90);

  /** Debian puts servers where only root looks for them. */
  private static final String MOSQUITTO =
      Files.exists(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";

  private static final Pattern ADMIN = Pattern.compile("(http://\\S+:\\d+)/api/v1");

  @TempDir static Path folder;

  static Image image;
  static Command mosquitto;
  static int mosquittoPort;

  @BeforeAll
  static void start() throws IOException {
    List<String> settings = new ArrayList<>(ServerCertificate.shared().settings("secured"));
    settings.addAll(List.of("listener.secured.transport=tls", "listener.secured.port=0"));
    image = Image.start(settings.toArray(String[]::new));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      mosquittoPort = free.getLocalPort();
    }
    Path file =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener " + mosquittoPort + " 127.0.0.1\nallow_anonymous true\n");
    mosquitto = Command.run(List.of(MOSQUITTO, "-c", file.toString()), Map.of(), Path.of(""));
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> heddle(Map.of(), "pub", "-p", mosquittoPort + "", "-t", "x", "-n") == 0);
  }

  @AfterAll
  static void stop() {
    image.close();
    mosquitto.close();
  }

  static int heddle(Map<String, String> environment, String... words) throws IOException {
    try (Command command = Command.run(Image.home(), environment, List.of(words))) {
      return command.awaitExit(LIMIT);
    }
  }

  /** What a program prints that does what it was asked to. */
  static List<String> told(List<String> words) throws IOException {
    try (Command command = Command.run(words, environment(), Path.of(""))) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      return command.stdout();
    }
  }

  static Map<String, String> environment() {
    Matcher admin = ADMIN.matcher(image.readyLine());
    assertTrue(admin.find(), image.readyLine());
    return Map.of("HEDDLE_ADMIN_URL", admin.group(1));
  }

  static List<String> ours(String... words) {
    List<String> all = new ArrayList<>(List.of(Image.home().resolve("bin/heddle").toString()));
    all.addAll(List.of(words));
    return all;
  }

  /** The client of one maker. */
  static List<String> client(String maker, String kind) {
    return maker.equals("heddle") ? ours(kind) : List.of("mosquitto_" + kind);
  }

  static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  /** A line of words, as a shell splits it. */
  static String[] words(String line) {
    return line.split(" ");
  }
}
