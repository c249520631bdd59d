package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.spec.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the dashboard shows of hooks and extensions is there. */
@Timeout(60)
class DashboardTest {
  private static final Pattern QUERY =
      Pattern.compile(
          "sum by \\(([a-z, ]*)\\) \\((?:rate\\()?(heddle_(?:hook|observer|extensions)_[a-z_]+)");

  @Test
  void panelsOfHooksAndExtensions() throws IOException {
    PublishInterceptor decides = (client, message) -> Verdict.allow();
    Set<String> named = new TreeSet<>();
    try (Running running =
        new Running(Map.of("decides", decides, "seen", new Recorder()), "metrics.port", "0")) {
      running.connect(Login.v5("one"));
      String there = MetricsTest.read(running.broker());
      Matcher queries = QUERY.matcher(Files.readString(Path.of("conf/grafana/heddle.json")));
      while (queries.find()) {
        String metric = queries.group(2);
        named.add(metric);
        Matcher line = Pattern.compile("(?m)^" + metric + "\\{(.*)}").matcher(there);
        assertTrue(line.find(), () -> metric + " is not in\n" + there);
        for (String label : queries.group(1).split(", ")) {
          assertTrue(line.group(1).contains(label + "=\""), () -> metric + " has no " + label);
        }
      }
    }
    assertEquals(
        Set.of(
            "heddle_extensions_current",
            "heddle_hook_calls_total",
            "heddle_hook_failures_total",
            "heddle_hook_seconds_total",
            "heddle_observer_calls_total",
            "heddle_observer_failures_total",
            "heddle_observer_missed_total",
            "heddle_observer_seconds_total"),
        named);
  }
}
