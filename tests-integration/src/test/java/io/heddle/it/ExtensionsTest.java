package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions in the image, which is linked: the worked examples, and what goes wrong. */
class ExtensionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NOT_IN_THE_IMAGE =
      "the JDK's module java.desktop, which this Java runtime does not have: name it in"
          + " --add-modules of jlink/jvm.flags and run make image (docs/extensions.md)";

  @TempDir Path temporary;
  private Workshop workshop;

  @BeforeAll
  static void build() throws IOException {
    Workshop.buildExamples();
  }

  @BeforeEach
  void folder() throws IOException {
    workshop = new Workshop(Files.createDirectory(temporary.resolve("extensions")));
  }

  private List<String> settings(String... more) {
    List<String> all = new ArrayList<>(List.of("extensions.folder=" + workshop.folder()));
    all.addAll(List.of(more));
    return all;
  }

  private Image start(String... more) throws IOException {
    return Image.start(settings(more).toArray(String[]::new));
  }

  private String database() {
    return "jdbc:h2:" + temporary.resolve("audit");
  }

  private String url() {
    return "extension.audit-jdbc.url=" + database();
  }

  private static MqttClient client(Image image, String clientId) throws MqttException {
    String server = "tcp://" + image.host() + ":" + image.port();
    MqttClient client = new MqttClient(server, clientId, new MemoryPersistence());
    client.connect();
    return client;
  }

  private static void publish(MqttClient client, String topic, String text) throws MqttException {
    client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  private static void awaitInLog(Image image, String words) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> image.stderr().stream().anyMatch(line -> line.contains(words)));
  }

  /** The rows of the table, once the broker has let go of its file. */
  private List<String> rows(String columns) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String select = "select " + columns + " from audit order by at";
    List<String> shell =
        List.of(
            java,
            "-cp",
            Workshop.built("audit-jdbc") + "/*",
            "org.h2.tools.Shell",
            "-url",
            database(),
            "-sql",
            select);
    try (Command run = Command.run(shell, Map.of(), temporary)) {
      assertEquals(0, run.awaitExit(LIMIT), run::toString);
      List<String> lines = run.stdout();
      return lines.subList(1, lines.size() - 1).stream()
          .map(line -> line.replaceAll("\\s*\\|\\s*", "|").strip())
          .toList();
    }
  }

  @Test
  void whoCameAndWhatWasPublishedIsInTheDatabase() throws Exception {
    workshop.install("audit-jdbc");
    try (Image image = start(url())) {
      try (MqttClient client = client(image, "sensor")) {
        publish(client, "house/hall", "x");
        client.disconnect();
      }
      assertEquals(0, image.stop());
      awaitInLog(image, "extension audit-jdbc stopped");
    }
    assertEquals(
        List.of("connected|sensor|null|", "published|sensor|null|house/hall"),
        rows("event, client_id, user_name, about").subList(0, 2));
    assertEquals("disconnected|sensor", rows("event, client_id").get(2));
  }

  @Test
  void withoutItsDatabaseTheBrokerGoesOnAndSaysWhy() throws Exception {
    workshop.install("audit-jdbc");
    try (Image image = start(url() + ";IFEXISTS=TRUE");
        MqttClient client = client(image, "sensor")) {
      publish(client, "house/hall", "x");
      awaitInLog(image, "extension audit-jdbc failed: starting failed: Database ");
      String metrics = metrics(image);
      assertTrue(metrics.contains("heddle_extensions_current{state=\"failed\"} 1"), metrics);
      assertTrue(metrics.contains("heddle_extensions_current{state=\"started\"} 0"), metrics);
      client.disconnect();
    }
  }

  @Test
  void whereItIsRequiredTheBrokerDoesNotStartWithoutIt() throws Exception {
    workshop.install("audit-jdbc");
    try (Command command = command("extensions.required=audit-jdbc")) {
      assertEquals(1, command.awaitExit(LIMIT), command::toString);
      assertEquals(List.of(), command.stdout());
      assertEquals(
          "heddle: extensions.required = audit-jdbc: starting failed: extension.audit-jdbc.url is"
              + " not set",
          command.stderr().getLast());
    }
  }

  private Command command(String... more) throws IOException {
    List<String> words = new ArrayList<>();
    settings(more).forEach(each -> words.addAll(List.of("-D", each)));
    words.addAll(List.of("-D", "listener.tcp.port=0", "-D", "metrics.port=0"));
    return Command.run(Image.home(), Map.of(), words);
  }

  @Test
  void oneIsStoppedStartedAndReloadedWhileTheBrokerRuns() throws Exception {
    workshop.install("audit-jdbc");
    workshop.install("remote-control");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Image image = start(url());
        MqttClient client = client(image, "operator")) {
      client.subscribe("control", (topic, message) -> told.add(message.toString()));
      obeyed(client, told, "stop", "done", "STOPPED");
      publish(client, "unheard", "x");
      obeyed(client, told, "start", "done", "STARTED");
      publish(client, "heard", "x");
      for (int i = 0; i < 3; i++) {
        obeyed(client, told, "reload", "done", "STARTED");
        publish(client, "heard", "x");
      }
      obeyed(client, told, "stop", "done", "STOPPED");
      Path driver = workshop.folder().resolve("audit-jdbc/h2-2.3.232.jar");
      Files.move(driver, temporary.resolve("driver"));
      String missing = "starting failed: no jar in the folder has a driver for this url";
      String failed = "the extension audit-jdbc failed: " + missing;
      obeyed(client, told, "start", failed, "FAILED " + missing);
      Files.move(temporary.resolve("driver"), driver);
      obeyed(client, told, "start", "done", "STARTED");
      // One driver, that of the last start: nothing keeps the classes of those before.
      Awaitility.await().atMost(LIMIT).until(() -> loaded(image, "org.h2.Driver") == 1);
      client.disconnect();
      image.stop();
    }
    assertEquals(4, rows("about").stream().filter("heard"::equals).count());
    assertEquals(0, rows("about").stream().filter("unheard"::equals).count());
  }

  private static void obeyed(
      MqttClient client, BlockingQueue<String> told, String order, String result, String state)
      throws Exception {
    publish(client, "control/audit-jdbc", order);
    assertEquals(
        result + "\naudit-jdbc " + state + "\nremote-control STARTED",
        told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** How many loaded classes of this name have objects, after a collection. */
  private long loaded(Image image, String type) throws IOException {
    String jcmd = Image.home().resolve("runtime/bin/jcmd").toString();
    List<String> words = List.of(jcmd, Long.toString(image.pid()), "GC.class_histogram");
    try (Command histogram = Command.run(words, Map.of(), temporary)) {
      assertEquals(0, histogram.awaitExit(LIMIT), histogram::toString);
      Pattern line = Pattern.compile(".* " + Pattern.quote(type) + "( .*)?");
      return histogram.stdout().stream().filter(each -> line.matcher(each).matches()).count();
    }
  }

  @Test
  void aModuleOfTheJdkThatTheImageLacksIsNamed() throws Exception {
    workshop.make(
        "named",
        "module named { requires io.heddle; requires java.desktop;"
            + " provides io.heddle.api.Extension with ext.Ext; }",
        "");
    workshop.make("unnamed", "", "new java.awt.Point();");
    try (Image image = start()) {
      awaitInLog(image, "extension named failed: its module named needs " + NOT_IN_THE_IMAGE);
      awaitInLog(
          image,
          "extension unnamed failed: starting failed: NoClassDefFoundError: java/awt/Point: it"
              + " needs "
              + NOT_IN_THE_IMAGE);
    }
  }

  @Test
  void checkConfigTellsWhichCanBeLoaded() throws Exception {
    workshop.install("audit-jdbc");
    workshop.install("remote-control");
    Files.createDirectory(workshop.folder().resolve("nothing"));
    try (Command check = checked()) {
      assertEquals(0, check.awaitExit(LIMIT), check::toString);
      List<String> lines = check.stdout();
      assertEquals(
          List.of(
              "extension audit-jdbc: example.audit.AuditJdbc (audit-jdbc-1.jar, h2-2.3.232.jar)",
              "extension nothing cannot be loaded: there is no jar in "
                  + workshop.folder().resolve("nothing"),
              "extension remote-control: example.control.RemoteControl (remote-control-1.jar)"),
          lines.stream().filter(line -> line.startsWith("extension ")).toList());
    }
    try (Command check = checked("extensions.required=nothing")) {
      assertEquals(1, check.awaitExit(LIMIT), check::toString);
      assertTrue(
          check.stderr().getFirst().startsWith("extensions.required = nothing: there is no jar"),
          check::toString);
    }
  }

  private Command checked(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("check-config"));
    settings(more).forEach(each -> words.addAll(List.of("-D", each)));
    return Command.run(Image.home(), Map.of(), words);
  }

  private static String metrics(Image image) throws IOException {
    Matcher address = Pattern.compile("http://\\S+").matcher(image.readyLine());
    assertTrue(address.find(), image.readyLine());
    try (InputStream in = URI.create(address.group()).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
