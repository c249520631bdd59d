package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pub}, {@code sub} and {@code rr} with a broker in this process. */
class MessagingTest {
  @TempDir Path folder;

  private Broker broker;
  private Map<String, String> environment = Map.of();
  private InputStream in = InputStream.nullInputStream();

  @BeforeEach
  void start() {
    broker = Heddle.start(Map.of("listener.tcp.port", "0", "listener.ws.port", "0"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** What a command printed, and its exit code. */
  private record Run(int code, String out, String err) {}

  private Run raw(String... words) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    int code = new Commands(captured.terminal(in, environment, folder), none, words).run();
    return new Run(code, captured.out(), captured.err());
  }

  /** With the port of the broker behind the command. */
  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("-h", "127.0.0.1", "-p", String.valueOf(port("tcp"))));
    return raw(all.toArray(String[]::new));
  }

  private int port(String scheme) {
    return broker.endpoints().stream()
        .filter(each -> each.getScheme().equals(scheme))
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  private static void done(Run run) {
    assertEquals(new Run(0, "", ""), run);
  }

  private static void shows(String wanted, Run run) {
    assertEquals(new Run(0, wanted, ""), run);
  }

  private CompletableFuture<Run> beside(String... words) throws InterruptedException {
    int before = broker.connectedClients();
    CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> run(words));
    // Its last message is retained, so nobody has to know when it has subscribed.
    assertTrue(before >= 0);
    return run;
  }

  @ParameterizedTest
  @CsvSource({"5,0", "5,1", "5,2", "311,0", "311,1", "311,2", "31,0", "31,1", "31,2"})
  void whatIsPublishedIsPrinted(String version, String qos) {
    done(run("pub", "-V", version, "-t", "house/hall", "-m", "on", "-q", qos, "-r"));
    shows(
        "house/hall on\n",
        run("sub", "-V", version, "-v", "-t", "house/#", "-C", "1", "-q", qos, "-W", "20"));
  }
}
