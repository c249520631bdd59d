package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting in vain, and stopping in a hurry. */
@Timeout(60)
class BrokerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void aStartInVainLeavesNoListener() throws IOException {
    int port = freePort();
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      Map<String, String> settings =
          Map.of(
              "listener.tcp.port", "" + port,
              "listener.zz.transport", "tcp",
              "listener.zz.port", "" + taken.getLocalPort());
      assertThrows(StartException.class, () -> Heddle.start(settings));
    }
    assertThrows(IOException.class, () -> new Socket(HERE, port).close());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
      return free.getLocalPort();
    }
  }

  /**
   * Whoever is interrupted and cleans up: the broker still stops in order, and the interrupt stays.
   */
  @Test
  void closesAlsoOnAnInterruptedThread() throws Exception {
    Broker broker = Heddle.start(Map.of("listener.tcp.port", "0", "limits.close-timeout", "200ms"));
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    try (Socket silent = new Socket(HERE, broker.endpoints().getFirst().getPort())) {
      silent
          .getOutputStream()
          .write(new byte[] {0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0});
      assertEquals(0x20, silent.getInputStream().read());
      Thread.ofVirtual()
          .start(() -> {
            Thread.currentThread().interrupt();
            broker.close();
            interrupted.complete(Thread.currentThread().isInterrupted());
          });
      assertTrue(interrupted.get());
      assertEquals(0, broker.connectedClients());
    }
  }
}
