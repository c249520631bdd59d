package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, the rules and the dashboard, with Prometheus itself. */
class PrometheusTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern METRIC = Pattern.compile("\\b(?:heddle|jvm|process)_[a-z0-9_]+\\b");
  private static final Path RULES = Image.home().resolve("conf/prometheus/heddle-rules.yml");
  private static final Path DASHBOARD = Image.home().resolve("conf/grafana/heddle.json");

  @TempDir Path folder;

  @Test
  void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
    try (Image image = Image.start()) {
      Path file = Files.writeString(folder.resolve("metrics"), read(metrics(image)));
      List<String> check = List.of("sh", "-c", "promtool check metrics <" + file);
      try (Command promtool = Command.run(check, Map.of(), folder)) {
        assertEquals(0, promtool.awaitExit(LIMIT), promtool::toString);
        assertEquals(List.of(), promtool.stderr());
        assertEquals(List.of(), promtool.stdout());
      }
    }
  }

  @Test
  void promtoolFindsNothingWrongWithTheRules() throws Exception {
    List<String> check = List.of("promtool", "check", "rules", "--lint-fatal", RULES.toString());
    try (Command promtool = Command.run(check, Map.of(), folder)) {
      assertEquals(0, promtool.awaitExit(LIMIT), promtool::toString);
    }
  }

  /** A panel or a rule about a metric that nobody sends would stay empty for ever. */
  @Test
  void whatRulesAndDashboardNameIsThere() throws Exception {
    List<String> parse = List.of("python3", "-m", "json.tool", DASHBOARD.toString());
    try (Command python = Command.run(parse, Map.of(), folder)) {
      assertEquals(0, python.awaitExit(LIMIT), python::toString);
    }
    Set<String> named = new TreeSet<>();
    for (Path file : List.of(RULES, DASHBOARD)) {
      Matcher matcher = METRIC.matcher(Files.readString(file));
      while (matcher.find()) {
        named.add(matcher.group());
      }
    }
    assertTrue(named.size() > 20, named::toString);
    try (Image image = Image.start();
        var client = new java.net.Socket(image.host(), image.port())) {
      client
          .getOutputStream()
          .write(new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'a'});
      assertEquals(0x20, client.getInputStream().read());
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> read(metrics(image)).contains("heddle_clients_current{"));
      String text = read(metrics(image));
      named.removeIf(name -> Pattern.compile("(?m)^" + name + "[ {]").matcher(text).find());
      // This image has no hooks: a unit test, DashboardTest, looks at theirs.
      named.removeIf(
          name -> name.startsWith("heddle_hook_") || name.startsWith("heddle_observer_"));
      // Linux tells it cheaply only since 6.2.
      named.remove("process_open_fds");
      assertEquals(Set.of(), named);
    }
  }

  @Test
  void prometheusReadsTheImage() throws Exception {
    try (Image image = Image.start();
        Command prometheus = prometheus(metrics(image))) {
      URI server = URI.create("http://127.0.0.1:" + port);
      awaitAnswer(prometheus, server, "up{job=\"heddle\"} == 1", "\"heddle\"");
      awaitAnswer(prometheus, server, "heddle_build_info", "\"version\"");
      awaitAnswer(prometheus, server, "heddle_carriers_max > 0", "\"heddle\"");
      String rules = read(server.resolve("/api/v1/rules"));
      assertTrue(rules.contains("HeddleDropsMessages"), rules);
      assertTrue(!rules.contains("\"health\":\"err\""), rules);
    }
  }

  private int port;

  private Command prometheus(URI target) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: heddle
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(RULES, target.getAuthority()));
    List<String> words =
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
    return Command.run(words, Map.of(), folder);
  }

  private static void awaitAnswer(Command prometheus, URI server, String query, String part) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          assertTrue(prometheus.process().isAlive(), prometheus::toString);
          return read(server.resolve(path)).contains(part);
        });
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (Image first = Image.start()) {
      String taken = "metrics.port=" + metrics(first).getPort();
      List<String> words = List.of("-D", "listener.tcp.port=0", "-D", taken);
      try (Command second = Command.run(Image.home(), Map.of(), words)) {
        assertNotEquals(0, second.awaitExit(LIMIT), second::toString);
        assertEquals(List.of(), second.stdout());
        assertEquals(1, second.stderr().size(), second::toString);
        assertTrue(second.stderr().get(0).startsWith("heddle: metrics.port: "), second::toString);
      }
    }
  }

  private static URI metrics(Image image) {
    Matcher address = Pattern.compile("http://\\S+").matcher(image.readyLine());
    assertTrue(address.find(), image.readyLine());
    return URI.create(address.group());
  }

  private static String read(URI uri) throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
