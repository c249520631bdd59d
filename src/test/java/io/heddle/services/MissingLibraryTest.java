package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** An embedder with our jar and slf4j alone. */
@Timeout(120)
class MissingLibraryTest {

  @Test
  void metricsWithoutTheirLibraryAreAClearError() throws Exception {
    String said = run("metrics.port", "0");
    assertTrue(said.startsWith("metrics.port = 0: "), said);
    assertTrue(said.contains("prometheus-metrics-exporter-httpserver"), said);
  }

  @Test
  void administrationWithoutItsLibraryIsAClearError() throws Exception {
    String said = run("admin.port", "0");
    assertTrue(said.startsWith("admin.port = 0: "), said);
    assertTrue(said.contains("helidon-webserver"), said);
  }

  @Test
  void withoutMetricsNothingIsMissing() throws Exception {
    assertEquals("started", run("sys.interval", "never"));
  }

  private static String run(String key, String value) throws IOException, InterruptedException {
    String path =
        String.join(":", home(Heddle.class), home(Logger.class), home(MissingLibraryProbe.class));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                MissingLibraryProbe.class.getName(),
                key,
                value));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  private static String home(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(place)).toString();
  }
}
