package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedder puts a broker together with. */
class BuilderTest {
  @TempDir Path folder;

  @Test
  void oneBuilderStartsSeveralBrokers() {
    Heddle.Builder builder = Heddle.builder().port(0).set("limits.keep-alive", "60s");
    try (Broker one = builder.start();
        Broker other = builder.set("queue.messages", 10).start()) {
      assertNotEquals(one.endpoints(), other.endpoints());
    }
  }

  @Test
  void whatIsSetIsStrongerThanTheFile() throws IOException {
    Path file = folder.resolve("heddle.properties");
    try (ServerSocket taken = new ServerSocket(0)) {
      Files.writeString(
          file,
          "listener.tcp.port = %d\nlistener.tcp.address = 0.0.0.0\n"
              .formatted(taken.getLocalPort()));
      assertThrows(StartException.class, () -> Heddle.start(file));
      try (Broker broker = Heddle.builder().file(file).port(0).start()) {
        assertEquals("0.0.0.0", broker.endpoints().getFirst().getHost());
      }
    }
  }

  /** All at once, each with the place it came from. */
  @Test
  void everyMistakeIsTold() throws IOException {
    Path file = folder.resolve("heddle.properties");
    Files.writeString(file, "\nsession.inflight = 0\n");
    Heddle.Builder builder =
        Heddle.builder().file(file).set(Map.of("queue.mesages", "1")).set("limits.keep-alive", 5);
    String told = assertThrows(IllegalArgumentException.class, builder::start).getMessage();
    assertTrue(told.contains(file + ":2: session.inflight = 0"), told);
    assertTrue(told.contains("queue.mesages: no such key; the nearest is queue.messages"), told);
    assertTrue(told.contains("limits.keep-alive = 5: a time without a unit"), told);
  }

  @Test
  void aPortIsOne() {
    String told =
        assertThrows(IllegalArgumentException.class, () -> Heddle.builder().port(70_000).start())
            .getMessage();
    assertTrue(told.contains("listener.tcp.port = 70000"), told);
  }
}
