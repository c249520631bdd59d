package io.heddle.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** The promises of docs/embedding.md. */
class EmbeddingTest {
  private static final int BROKERS = 200;
  private static final long MEBIBYTE = 1 << 20;

  /** slf4j says on stderr that it has no provider: that is for the embedder to choose. */
  private static List<String> withoutSlf4j(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("SLF4J")).toList();
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfTheWholeJvmIsChanged(ForkedJvm jvm) throws Exception {
    List<String> printed = withoutSlf4j(jvm.run(JvmWideProbe.class));
    assertEquals(1, printed.size(), printed::toString);
    assertTrue(printed.getFirst().matches("looked at [5-9]\\d things"), printed::toString);
  }

  @ParameterizedTest
  @EnumSource
  void norWithWebSocket(ForkedJvm jvm) throws Exception {
    List<String> printed =
        withoutSlf4j(
            jvm.runWith(
                List.of("helidon-"),
                List.of("io.helidon.webserver.websocket"),
                JvmWideProbe.class,
                "listener.web.transport",
                "ws",
                "listener.web.port",
                "0"));
    assertEquals(1, printed.size(), printed::toString);
    assertTrue(printed.getFirst().matches("looked at [5-9]\\d things"), printed::toString);
  }

  @ParameterizedTest
  @EnumSource
  void withTheAdministrationNothingOfTheJvmIsChanged(ForkedJvm jvm) throws Exception {
    List<String> printed =
        withoutSlf4j(
            jvm.runWith(
                List.of("helidon-", "parsson", "jakarta.json"),
                List.of("io.helidon.webserver,jakarta.json,org.eclipse.parsson"),
                JvmWideProbe.class,
                "admin.port",
                "0"));
    assertEquals(1, printed.size(), printed::toString);
  }

  /** What Prometheus's library sets is on the page. */
  @ParameterizedTest
  @EnumSource
  void withMetricsTwoSystemPropertiesAreSet(ForkedJvm jvm) throws Exception {
    List<String> printed =
        withoutSlf4j(
            jvm.runWith(
                List.of("prometheus-"),
                List.of("io.prometheus.metrics.exporter.httpserver,java.management,jdk.management"),
                JvmWideProbe.class,
                "metrics.port",
                "0"));
    assertEquals(
        List.of(
            "during: property sun.net.httpserver.maxReqTime: null became 60",
            "during: property sun.net.httpserver.maxRspTime: null became 600",
            "after: property sun.net.httpserver.maxReqTime: null became 60",
            "after: property sun.net.httpserver.maxRspTime: null became 600"),
        printed.subList(0, printed.size() - 1));
  }

  /** Threads, descriptors, memory and classes are as they were. */
  @ParameterizedTest
  @EnumSource
  void twoHundredBrokersLeaveNothing(ForkedJvm jvm) throws Exception {
    List<String> printed = jvm.run(ManyBrokersProbe.class, Integer.toString(BROKERS));
    Map<String, Long> growth = new HashMap<>();
    for (String line : printed) {
      String[] words = line.split(" ");
      if (line.matches("[a-z]+ \\d+ \\d+")) {
        growth.put(words[0], Long.parseLong(words[2]) - Long.parseLong(words[1]));
      }
    }
    System.out.println(jvm + " " + growth);
    String all = String.join("\n", printed);
    assertEquals(0, growth.get("reachable"), all);
    assertTrue(growth.get("threads") <= 1, all);
    assertEquals(0, growth.get("descriptors"), all);
    assertTrue(growth.get("heap") < MEBIBYTE, all);
    assertTrue(growth.get("classes") < 50, all);
    assertTrue(growth.get("microseconds") < 1_000_000, all);
  }

  @Test
  void aClassLoaderThatStartedABrokerCanGo() throws Exception {
    List<String> printed =
        ForkedJvm.CLASS_PATH.run(
            ClassLoadersProbe.class,
            ForkedJvm.home(Heddle.class),
            ForkedJvm.home(Logger.class),
            "20");
    assertTrue(printed.contains("class loaders left: 0"), () -> String.join("\n", printed));
  }
}
