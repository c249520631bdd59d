package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.SystemThreads;
import io.heddle.session.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the port promises, kept by a socket, on a carrier of ours and on the JDK's. */
@Timeout(60)
@ParameterizedClass
@EnumSource(ChannelLinkTest.Kind.class)
class ChannelLinkTest {
  enum Kind {
    SEATED,
    BLOCKING
  }

  private final Kind kind;
  private Sockets sockets;
  private Socket client;
  private ChannelLink link;

  ChannelLinkTest(Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void connect() throws IOException {
    SystemThreads threads = new SystemThreads();
    sockets =
        kind == Kind.SEATED
            ? Sockets.open(threads::heavy, threads::start)
            : Sockets.blocking(threads::start);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Door door = sockets.door(server);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      client = new Socket(InetAddress.getLoopbackAddress(), port);
      link = door.link(door.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    link.close();
    sockets.close();
  }

  /**
   * A thread that reads, or writes without end; completes with whether it was woken by an error.
   */
  private CompletableFuture<Boolean> blocked(boolean reading) {
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    CompletableFuture<Thread> started = new CompletableFuture<>();
    link.start(
        "test",
        () -> {
          started.complete(Thread.currentThread());
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
    Until.waiting(started.join());
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

  @Test
  void whatNeedsNoWaitingIsWrittenAtOnceWhereThatCanBeTold() throws Exception {
    byte[] much = new byte[1 << 20];
    int first = link.writeNow(much, 0, much.length);
    if (kind == Kind.BLOCKING) {
      assertEquals(0, first);
      return;
    }
    assertTrue(first > 0, "an idle socket takes something");
    int total = first;
    for (int more = first; more > 0; total += more) {
      more = link.writeNow(much, 0, much.length);
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    link.start(
        "test",
        () -> {
          try {
            link.write(much, 0, much.length);
            written.complete(null);
          } catch (IOException e) {
            written.completeExceptionally(e);
          }
        });
    client.getInputStream().skipNBytes(total + much.length);
    written.get();
  }

  @Test
  void bytesThatComeWhileNobodyReadsAreReadLater() throws Exception {
    byte[] got = new byte[64];
    for (int i = 0; i < 100; i++) {
      client.getOutputStream().write(i);
      assertEquals(1, link.read(got, 0, got.length));
      assertEquals(i, got[0]);
    }
  }
}
