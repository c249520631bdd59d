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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code bin/heddle pub}, {@code sub}, {@code rr}, {@code bench} and the commands that ask a
 * broker, as processes, with our broker and with Mosquitto's; and Mosquitto's clients beside them.
 */
class CommandsOfClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Debian puts servers where only root looks for them. */
  private static final String MOSQUITTO =
      Files.exists(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";

  private static final Pattern ADMIN = Pattern.compile("(http://\\S+:\\d+)/api/v1");

  @TempDir static Path folder;

  private static Image image;
  private static Command mosquitto;
  private static int mosquittoPort;

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

  private static int heddle(Map<String, String> environment, String... words) throws IOException {
    try (Command command = Command.run(Image.home(), environment, List.of(words))) {
      return command.awaitExit(LIMIT);
    }
  }

  /** What a program prints that does what it was asked to. */
  private static List<String> told(List<String> words) throws IOException {
    try (Command command = Command.run(words, environment(), Path.of(""))) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      return command.stdout();
    }
  }

  private static Map<String, String> environment() {
    Matcher admin = ADMIN.matcher(image.readyLine());
    assertTrue(admin.find(), image.readyLine());
    return Map.of("HEDDLE_ADMIN_URL", admin.group(1));
  }

  private static List<String> ours(String... words) {
    List<String> all = new ArrayList<>(List.of(Image.home().resolve("bin/heddle").toString()));
    all.addAll(List.of(words));
    return all;
  }

  /** The client of one maker. */
  private static List<String> client(String maker, String kind) {
    return maker.equals("heddle") ? ours(kind) : List.of("mosquitto_" + kind);
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "heddle,heddle,heddle", "heddle,heddle,mosquitto", "heddle,mosquitto,heddle",
    "mosquitto,heddle,heddle", "mosquitto,mosquitto,heddle", "heddle,mosquitto,mosquitto"
  })
  void whatOnePublishesTheOtherPrints(String publisher, String subscriber, String broker)
      throws IOException {
    String port = String.valueOf(broker.equals("heddle") ? image.port() : mosquittoPort);
    for (String version : List.of("31", "311", "5")) {
      String topic = publisher + "/" + subscriber + "/" + version;
      String spoken = "mqttv" + version;
      told(
          with(
              client(publisher, "pub"),
              "-h",
              "127.0.0.1",
              "-p",
              port,
              "-V",
              spoken,
              "-t",
              topic,
              "-m",
              "grüße",
              "-q",
              "2",
              "-r"));
      assertEquals(
          List.of(topic + " grüße"),
          told(
              with(
                  client(subscriber, "sub"),
                  "-h",
                  "127.0.0.1",
                  "-p",
                  port,
                  "-V",
                  spoken,
                  "-v",
                  "-t",
                  topic,
                  "-C",
                  "1",
                  "-q",
                  "2",
                  "-W",
                  "60")));
    }
  }

  @Test
  void formatsPrintTheSame() throws IOException {
    String port = String.valueOf(image.port());
    told(
        with(
            ours("pub"),
            "-p",
            port,
            "-t",
            "format",
            "-m",
            "{\"a\":\"\\\"\"}",
            "-r",
            "-q",
            "1",
            "-D",
            "publish",
            "user-property",
            "shop",
            "7",
            "-D",
            "publish",
            "content-type",
            "json",
            "-D",
            "publish",
            "response-topic",
            "r",
            "-D",
            "publish",
            "correlation-data",
            "c"));
    String[] words = {
      "-h",
      "127.0.0.1",
      "-p",
      port,
      "-V",
      "5",
      "-t",
      "format",
      "-q",
      "1",
      "-C",
      "1",
      "-F",
      "%t|%p|%q|%r|%l|%05l|%-5l|%x|%X|%C|%R|%D|%P|%S|%m|%%|@Y\\t@@"
    };
    assertEquals(told(with(List.of("mosquitto_sub"), words)), told(with(ours("sub"), words)));
    words[words.length - 1] = "%J";
    String theirs = told(with(List.of("mosquitto_sub"), words)).getFirst();
    String same = told(with(ours("sub"), words)).getFirst();
    assertEquals(
        theirs.substring(theirs.indexOf("\"topic\"")), same.substring(same.indexOf("\"topic\"")));
  }

  @Test
  void overTls() throws IOException {
    String authority = ServerCertificate.shared().certificate().toString();
    String port = String.valueOf(image.port("mqtts"));
    told(with(ours("pub"), "--cafile", authority, "-p", port, "-t", "tls", "-m", "x", "-r"));
    assertEquals(
        List.of("x"),
        told(
            with(
                ours("sub"), "-L", "mqtts://localhost:" + port + "/tls", "--insecure", "-C", "1")));
    try (Command stranger =
        Command.run(
            with(ours("pub"), "--tls-use-os-certs", "-p", port, "-t", "tls", "-n"),
            Map.of(),
            Path.of(""))) {
      assertEquals(1, stranger.awaitExit(LIMIT));
      String said = String.join("\n", stranger.stderr());
      assertTrue(said.startsWith("heddle: no connection to localhost:" + port + ": TLS: "), said);
      assertEquals(1, stranger.stderr().size(), said);
    }
  }

  @Test
  void aRequestIsAnsweredByMosquittosClients() throws IOException {
    String port = String.valueOf(image.port());
    try (Command asked =
        Command.run(
            with(ours("rr"), "-p", port, "-t", "ask", "-e", "answer", "-m", "?", "-W", "80"),
            Map.of(),
            Path.of(""))) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> {
            told(List.of("mosquitto_pub", "-p", port, "-t", "answer", "-m", "!"));
            return !asked.process().isAlive();
          });
      assertEquals(0, asked.awaitExit(LIMIT));
      assertEquals(List.of("!"), asked.stdout());
    }
  }

  @Test
  void clientsAreMeasuredListedAndBanned() throws IOException {
    String port = String.valueOf(image.port());
    try (Command staying =
        Command.run(
            with(
                ours("bench", "conn"),
                "-p",
                port,
                "-c",
                "20",
                "-i",
                "0",
                "--prefix",
                "b",
                "--duration",
                "600"),
            Map.of(),
            Path.of(""))) {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> told(ours("clients", "--prefix", "b_")).size() == 21);
      assertEquals(List.of("disconnected: b_7"), told(ours("clients", "disconnect", "b_7")));
      told(ours("ban", "add", "--client", "b_8", "--for", "1h"));
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> told(ours("clients", "--prefix", "b_")).size() == 19);
      assertEquals(
          138, heddle(Map.of(), "pub", "-p", port, "-i", "b_8", "-t", "x", "-n", "--quiet"));
      // Ctrl-C: what has come of it is told all the same.
      staying.terminate();
      staying.awaitExit(LIMIT);
      assertTrue(staying.stdout().contains("connected                20"), staying::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"heddle", "mosquitto"})
  void messagesAreMeasured(String broker) throws IOException {
    String port = String.valueOf(broker.equals("heddle") ? image.port() : mosquittoPort);
    String published =
        String.join(
            "",
            told(
                with(
                    ours("bench", "pub"),
                    "-p",
                    port,
                    "-c",
                    "3",
                    "-i",
                    "0",
                    "-I",
                    "0",
                    "-q",
                    "1",
                    "-F",
                    "10",
                    "-t",
                    "bench/%i",
                    "-L",
                    "300",
                    "--json")));
    assertTrue(published.contains("\"published\":300,"), published);
    assertTrue(published.contains("\"latency-ms\":{\"p50\":"), published);
  }

  @Test
  void wrongWordsAreToldInASentence() throws IOException {
    try (Command wrong = Command.run(Image.home(), Map.of(), List.of("sub", "--topics", "a"))) {
      assertEquals(2, wrong.awaitExit(LIMIT));
      assertTrue(wrong.stderr().getFirst().startsWith("heddle: Unknown option"), wrong::toString);
    }
    try (Command none =
        Command.run(Image.home(), Map.of(), List.of("clients", "--url", "http://127.0.0.1:1"))) {
      assertEquals(1, none.awaitExit(LIMIT));
      assertEquals(1, none.stderr().size(), none::toString);
    }
  }

  @Test
  void bashCompletes() throws IOException {
    String script =
        "source <("
            + Image.home().resolve("bin/heddle")
            + " completion bash); COMP_WORDS=(heddle sub --retained-); COMP_CWORD=2; _complete_heddle;"
            + " echo ${COMPREPLY[@]}";
    assertEquals(List.of("--retained-only"), told(List.of("bash", "-c", script)));
  }
}
