package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bench} with a broker in this process. */
class BenchTest {
  private Broker broker;

  @BeforeEach
  void start() {
    broker = Heddle.start(Map.of("listener.tcp.port", "0"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private record Run(int code, String out, String err) {}

  private Run run(String... words) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    List<String> all = new ArrayList<>(List.of(words));
    String port = String.valueOf(broker.endpoints().getFirst().getPort());
    all.addAll(2, List.of("-h", "127.0.0.1", "-p", port));
    int code =
        new Commands(captured.terminal(Map.of(), Path.of(".")), none, all.toArray(String[]::new))
            .run();
    return new Run(code, captured.out(), captured.err());
  }

  @Test
  void clientsConnectAndStayUntilTheTimeIsOver() {
    CompletableFuture<Run> bench =
        CompletableFuture.supplyAsync(
            () -> run("bench", "conn", "-c", "50", "-i", "0", "--duration", "3", "--json"),
            Thread::startVirtualThread);
    while (broker.connectedClients() < 50) {
      Thread.onSpinWait();
    }
    Run run = bench.join();
    assertEquals(0, run.code(), run.err());
    assertTrue(
        run.out().contains("\"clients\":50,\"connected\":50,\"failed\":0,\"connect-ms\":{\"p50\":"),
        run.out());
    assertTrue(run.err().startsWith("1s "), run.err());
    assertTrue(run.err().contains("50 connected, "), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2"})
  void whatIsPublishedIsReceived(String qos) {
    CompletableFuture<Run> receiving =
        CompletableFuture.supplyAsync(
            () -> run(("bench sub -c 4 -i 0 -t bench/%i --limit 2000 --json -q " + qos).split(" ")),
            Thread::startVirtualThread);
    while (broker.services().statistics().subscriptions() < 4) {
      Thread.onSpinWait();
    }
    Run sent =
        run(
            ("bench pub -c 4 -i 0 -I 0 -F 50 -t bench/%i -s 100 -L 2000 --json -q " + qos)
                .split(" "));
    assertEquals(0, sent.code(), sent.err());
    assertTrue(sent.out().contains("\"published\":2000,"), sent.out());
    assertTrue(sent.out().contains("\"refused\":0"), sent.out());
    Run received = receiving.join();
    assertEquals(0, received.code(), received.err());
    assertTrue(received.out().contains("\"received\":2000,"), received.out());
    assertTrue(received.out().contains("\"latency-ms\":{\"p50\":"), received.out());
  }

  @Test
  void failuresAreCountedAndToldOnce() {
    broker.close();
    broker = Heddle.start(Map.of("listener.tcp.port", "0", "anonymous", "deny"));
    Run run = run("bench", "conn", "-c", "5", "-i", "0");
    assertEquals(1, run.code());
    String why = "the broker refuses the connection: Not authorized";
    assertTrue(run.out().contains("failed                   5\n"), run.out());
    assertTrue(run.out().contains("failures " + why + " 5\n"), run.out());
    assertEquals(1, run.err().lines().filter(("heddle: a client fails: " + why)::equals).count());
  }
}
