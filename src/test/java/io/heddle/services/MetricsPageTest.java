package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.spec.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of metrics has all that there are, and no others. */
@Timeout(60)
class MetricsPageTest {
  private static final Path PAGE = Path.of("docs/metrics.md");
  private static final Pattern NAME = Pattern.compile("\\b(?:heddle|jvm|process)_[a-z0-9_]+");

  /** What the reference broker has, under the names of its last version. */
  private static final List<String> REFERENCE =
      List.of(
          "packets_received_bytes_total",
          "packets_received_total",
          "packets_sent_bytes_total",
          "packets_sent_total",
          "clients_connected_total",
          "clients_disconnected_total",
          "sessions_active_current",
          "sessions_inactive_current",
          "sessions_created_total",
          "sessions_expired_total",
          "sessions_terminated_total",
          "subscriptions_total",
          "subscriptions_current",
          "messages_dropped_total",
          "messages_queued_current",
          "messages_received_total",
          "messages_sent_total");

  @Test
  void listsExactlyWhatIsThere(@TempDir Path data) throws IOException {
    // Those of the process that only some systems tell.
    Set<String> there =
        new TreeSet<>(
            Set.of(
                "process_cpu_seconds_total",
                "process_max_fds",
                "process_open_fds",
                "process_resident_memory_bytes"));
    Recorder observer = new Recorder();
    try (Running running =
        new Running(
            Map.of("seen", observer),
            "metrics.port",
            "0",
            "admin.port",
            "0",
            "delayed.enabled",
            "true",
            "data.directory",
            data.toString())) {
      running.connect(Login.v5("one"));
      URI admin = running.broker().adminEndpoint().orElseThrow();
      admin.resolve("/health/live").toURL().openStream().close();
      MetricsTest.read(running.broker())
          .lines()
          .filter(line -> line.startsWith("# TYPE "))
          .forEach(line -> there.add(line.split(" ")[2]));
    }
    Set<String> named = new TreeSet<>();
    Matcher matcher = NAME.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      named.add(matcher.group());
    }
    assertEquals(there, named);
  }

  @Test
  void mapsWhatTheReferenceBrokerHas() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("## From gmqtt"));
    assertEquals(
        List.of(), REFERENCE.stream().filter(name -> !table.contains("`gmqtt_" + name)).toList());
  }
}
