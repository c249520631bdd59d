package io.heddle.peer;

import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.SpecServerProvider;
import io.heddle.spec.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * Mosquitto of this machine; what our settings say is translated where it has the like, else the
 * spec is skipped.
 */
public final class MosquittoProvider implements SpecServerProvider {
  /**
   * Our keys, and how Mosquitto says it; empty where it has nothing alike and the spec is still
   * worth a try.
   */
  private static final Map<String, String> KEYS =
      Map.of(
          "subscribe.deny", "",
          "limits.packet-size", "max_packet_size",
          "limits.keep-alive", "max_keepalive",
          "mqtt.check-payload-format", "");

  @Override
  public SpecServer start(Map<String, String> settings) {
    try {
      int port = freePort();
      StringBuilder conf =
          new StringBuilder("listener " + port + " 127.0.0.1\nallow_anonymous true\n");
      settings.forEach((key, value) -> {
        if (!KEYS.containsKey(key)) {
          throw new TestAbortedException("Mosquitto has no " + key);
        }
        if (KEYS.get(key).isEmpty()) {
          return;
        }
        conf.append(KEYS.get(key)).append(' ').append(value.replace("s", "")).append('\n');
      });
      Path file = Files.createTempFile("mosquitto", ".conf");
      Files.writeString(file, conf);
      Process process =
          new ProcessBuilder("/usr/sbin/mosquitto", "-c", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitPort(port);
      return new Running(process, port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private record Running(Process process, int port) implements SpecServer {
    @Override
    public Wire connect() {
      return new SocketWire(port);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("Mosquitto does not listen on " + port);
  }
}
