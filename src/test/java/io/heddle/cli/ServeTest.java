package io.heddle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.cli.line.Terminal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's life as the command line sees it. */
class ServeTest {
  @TempDir Path folder;

  private final Captured captured = new Captured();

  private int serve(Map<String, String> options, Runnable whileRunning) {
    Stop stop =
        new Stop() {
          @Override
          public void listen() {}

          @Override
          public void onReload(Runnable action) {}

          @Override
          public void await() {
            whileRunning.run();
          }
        };
    Terminal terminal = captured.terminal(Map.of(), folder);
    return new Serve(terminal, stop).run(new Choices(null, options), terminal);
  }

  /** A free port below those that systems give out by themselves: nobody takes it when we go. */
  private static String quietPort() {
    for (int port = 11_000; ; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return Integer.toString(socket.getLocalPort());
      } catch (IOException taken) {
        assertTrue(port < 19_000, "no free port");
      }
    }
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  @Test
  void readyThenStopped() {
    int[] port = new int[1];
    Runnable whileRunning =
        () -> {
          String line = captured.out();
          assertTrue(line.matches("heddle ready tcp://127\\.0\\.0\\.1:[1-9][0-9]*\n"), line);
          port[0] = Integer.parseInt(line.strip().substring(line.lastIndexOf(':') + 1));
          try {
            connect(port[0]);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    assertEquals(0, serve(Map.of("listener.tcp.port", quietPort()), whileRunning));
    assertThrows(ConnectException.class, () -> connect(port[0]));
    assertEquals("", captured.err());
  }

  @Test
  void oneUriForEachListener() {
    Map<String, String> options =
        Map.of(
            "listener.tcp.port",
            "0",
            "listener.b.port",
            "0",
            "listener.b.transport",
            "tcp",
            "listener.ws.port",
            "0");
    assertEquals(
        0,
        serve(
            options,
            () -> {
              List<MatchResult> uris =
                  Pattern.compile(" tcp://127\\.0\\.0\\.1:[0-9]+")
                      .matcher(captured.out())
                      .results()
                      .toList();
              assertEquals(2, uris.size());
            }));
  }

  @Test
  void aTakenPortIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertEquals(1, serve(Map.of("listener.tcp.port", port), () -> {}));
      String err = captured.err();
      assertTrue(
          err.startsWith("heddle: ") && err.contains("127.0.0.1") && err.contains(port), err);
      assertEquals(1, err.lines().count(), err);
      assertEquals("", captured.out());
    }
  }
}
