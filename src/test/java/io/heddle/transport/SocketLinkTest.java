package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.SystemThreads;
import io.heddle.session.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the port promises, kept by a socket. */
@Timeout(60)
class SocketLinkTest {
  private Socket client;
  private SocketLink link;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      client = new Socket(server.getInetAddress(), server.getLocalPort());
      link = new SocketLink(server.accept(), new SystemThreads()::start);
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    link.close();
  }

  /**
   * A thread that reads, or writes without end; completes with whether it was woken by an error.
   */
  private CompletableFuture<Boolean> blocked(boolean reading) {
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              byte[] bytes = new byte[100_000];
              try {
                if (reading) {
                  woken.complete(link.read(bytes, 0, 10) < 0);
                }
                while (!reading) {
                  link.write(bytes, 0, bytes.length);
                }
              } catch (IOException e) {
                woken.complete(true);
              }
            });
    Until.waiting(thread);
    return woken;
  }

  @Test
  void bytesGoBothWays() throws Exception {
    client.getOutputStream().write(new byte[] {1, 2, 3});
    byte[] got = new byte[5];
    int count = link.read(got, 1, 3);
    count += count < 3 ? link.read(got, 1 + count, 3 - count) : 0;
    assertEquals(3, count);
    assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, got);
    link.write(new byte[] {7, 8, 9}, 1, 2);
    assertArrayEquals(new byte[] {8, 9}, client.getInputStream().readNBytes(2));
    assertEquals("127.0.0.1:" + client.getLocalPort(), link.peer());
  }

  @Test
  void afterItsFinishTheClientCanStillSend() throws Exception {
    link.finish();
    assertEquals(-1, client.getInputStream().read());
    client.getOutputStream().write(5);
    byte[] got = new byte[1];
    assertEquals(1, link.read(got, 0, 1));
    client.shutdownOutput();
    assertEquals(-1, link.read(got, 0, 1));
  }

  @Test
  void closingWakesWhoReads() throws Exception {
    CompletableFuture<Boolean> woken = blocked(true);
    link.close();
    assertTrue(woken.get());
  }

  @Test
  void andWhoWritesToAClientThatDoesNotRead() throws Exception {
    CompletableFuture<Boolean> woken = blocked(false);
    link.close();
    assertTrue(woken.get());
    link.close();
    assertThrows(IOException.class, () -> link.write(new byte[1], 0, 1));
  }
}
