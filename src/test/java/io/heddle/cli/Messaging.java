package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** Commands that send and receive, with a broker in this process. For tests that extend it. */
abstract class Messaging {
  @TempDir Path folder;

  Broker broker;
  Map<String, String> environment = Map.of();
  InputStream in = InputStream.nullInputStream();

  @BeforeEach
  final void start() {
    broker = Heddle.start(Map.of("listener.tcp.port", "0", "listener.ws.port", "0"));
  }

  @AfterEach
  final void stop() {
    broker.close();
  }

  /** What a command printed, and its exit code. */
  record Run(int code, String out, String err) {}

  final Run raw(String... words) {
    Captured captured = new Captured();
    Command none = (configuration, sources) -> 99;
    int code = new Commands(captured.terminal(in, environment, folder), none, words).run();
    return new Run(code, captured.out(), captured.err());
  }

  /** With the port of the broker behind the command. */
  final Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("-h", "127.0.0.1", "-p", String.valueOf(port("tcp"))));
    return raw(all.toArray(String[]::new));
  }

  final CompletableFuture<Run> beside(String... words) {
    return CompletableFuture.supplyAsync(() -> run(words), Thread::startVirtualThread);
  }

  final int port(String scheme) {
    return broker.endpoints().stream()
        .filter(each -> each.getScheme().equals(scheme))
        .findFirst()
        .orElseThrow()
        .getPort();
  }

  static void done(Run run) {
    assertEquals(new Run(0, "", ""), run);
  }

  static void shows(String wanted, Run run) {
    assertEquals(new Run(0, wanted, ""), run);
  }
}
