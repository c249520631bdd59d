package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start leaves nothing behind. */
@Timeout(120)
class StartInVainTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int STARTS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A web server that is never asked: each start makes clients of it. */
  private static final Map<String, String> REMOTES =
      Map.of(
          "listener.tcp.port", "0",
          "auth.http.url", "http://127.0.0.1:9/",
          "acl.http.url", "http://127.0.0.1:9/",
          "auth.jwt.jwks-url", "http://127.0.0.1:9/keys",
          "auth.jwt.audience", "heddle");

  @TempDir private Path folder;

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isVirtual())
        .map(Thread::getName)
        .filter(name -> name.startsWith("heddle-") || name.contains("SelectorManager"))
        .sorted()
        .toList();
  }

  private static long descriptors() {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(own)) {
      return all.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, () -> what + ": " + threads().size());
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static void leavesNothing(Map<String, String> settings) {
    assertThrows(StartException.class, () -> Heddle.start(settings), "classes are loaded here");
    // Whatever other tests left: those of fifty starts are more than may come and go beside it.
    int some = threads().size() + STARTS / 2;
    long open = descriptors() + STARTS / 2;
    for (int i = 0; i < STARTS; i++) {
      assertThrows(StartException.class, () -> Heddle.start(settings));
    }
    until("threads", () -> threads().size() < some);
    until("descriptors", () -> descriptors() < open);
  }

  private static Map<String, String> with(String... more) {
    Map<String, String> settings = new HashMap<>(REMOTES);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      String port = "" + taken.getLocalPort();
      leavesNothing(with("listener.zz.transport", "tcp", "listener.zz.port", port));
    }
  }

  @Test
  void thePortOfTheMetricsIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      leavesNothing(with("metrics.port", "" + taken.getLocalPort()));
    }
  }

  @Test
  void thePortOfTheAdministrationIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      leavesNothing(with("admin.port", "" + taken.getLocalPort()));
    }
  }

  @Test
  void whatIsBehindThePortOfTheAdministrationFails() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      leavesNothing(with("admin.port", "0", "metrics.port", "" + taken.getLocalPort()));
    }
  }

  @Test
  void anExtensionThatIsRequiredIsNone() throws IOException {
    Files.createFile(Files.createDirectory(folder.resolve("none")).resolve("none.jar"));
    leavesNothing(with("extensions.folder", folder.toString(), "extensions.required", "none"));
  }

  @Test
  void aFileIsWrong() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "nonsense");
    leavesNothing(with("acl.file", wrong.toString()));
  }

  @Test
  void stepsAreDoneAlsoAfterAFault() {
    StringBuilder done = new StringBuilder();
    Steps steps =
        new Steps()
            .then(() -> done.append(1))
            .then(() -> {
              throw new IllegalStateException("2");
            })
            .then(() -> {
              throw new AssertionError("3");
            })
            .then(() -> done.append(4));
    IllegalStateException fault = assertThrows(IllegalStateException.class, steps::run);
    assertEquals("14", done.toString());
    assertEquals("3", fault.getSuppressed()[0].getMessage());
  }
}
