package io.heddle.transport.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that wait for sockets on carriers of our own. */
@Timeout(60)
class CarriersTest {
  private final Queue<Thread> platform = new ConcurrentLinkedQueue<>();
  private final List<Socket> clients = new ArrayList<>();
  private ServerSocketChannel server;
  private Carriers carriers;

  @BeforeEach
  void open() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    server.close();
    carriers.close();
  }

  private void carriers(int most) throws IOException {
    carriers =
        Carriers.open(
            most,
            (name, work) -> {
              Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
              platform.add(thread);
              return thread;
            });
  }

  /** A client, and the seat of the server's end with the work that it does. */
  private Socket client(Work work) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
    clients.add(client);
    SocketChannel channel = server.accept();
    Seat seat = carriers.seat(channel);
    seat.start(
        "test",
        () -> {
          try {
            work.with(seat, channel);
          } catch (IOException gone) {
            // the client is gone
          }
        });
    return client;
  }

  private interface Work {
    void with(Seat seat, SocketChannel channel) throws IOException;
  }

  private static void echo(Seat seat, SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(16);
    while (true) {
      seat.awaitInput();
      int count = channel.read(buffer);
      if (count < 0) {
        seat.close();
        return;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          seat.awaitOutput();
        }
      }
      buffer.clear();
    }
  }

  private static void ask(Socket client, int question) throws IOException {
    client.getOutputStream().write(question);
    assertEquals(question, client.getInputStream().read());
  }

  @Test
  void whoComputesForLongDoesNotKeepTheOthersOfItsCarrierWaiting() throws IOException {
    carriers(1);
    AtomicBoolean enough = new AtomicBoolean();
    try {
      Socket canary = client(CarriersTest::echo);
      ask(canary, 1);
      CountDownLatch computing = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        client((seat, channel) -> {
          computing.countDown();
          while (!enough.get()) {
            Thread.onSpinWait();
          }
        });
      }
      Until.so("all three compute", () -> computing.getCount() == 0);
      for (int i = 0; i < 100; i++) {
        ask(canary, i);
      }
    } finally {
      enough.set(true);
    }
    Until.so("only one thread serves", () -> serving() == 1);
  }

  private long serving() {
    return platform.stream()
        .filter(thread -> thread.getName().startsWith("heddle-carrier-") && thread.isAlive())
        .count();
  }

  @Test
  void seatsMoveWithTheNumberOfCarriersAndNothingIsLost() throws Exception {
    carriers(4);
    List<CompletableFuture<Void>> asking = new ArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    for (int i = 0; i < 12; i++) {
      Socket client = client(CarriersTest::echo);
      asking.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int question = 0; !enough.get(); question++) {
                    ask(client, question & 0xff);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              },
              command -> Thread.ofVirtual().start(command)));
    }
    for (int i = 0; i < 3000; i++) {
      carriers.setWorking(1 + i % 4);
      LockSupport.parkNanos(300_000);
    }
    enough.set(true);
    for (CompletableFuture<Void> one : asking) {
      one.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aFloodThatNobodyReadsCostsNothing() throws Exception {
    carriers(1);
    CompletableFuture<Seat> taken = new CompletableFuture<>();
    Socket client =
        client((seat, channel) -> {
          ByteBuffer one = ByteBuffer.allocate(1);
          seat.awaitInput();
          channel.read(one);
          taken.complete(seat);
        });
    client.getOutputStream().write(new byte[1000]);
    taken.get();
    Until.so("its carrier sleeps", () -> carriers.carrierOf(0).isAsleep());
    Seat seat = taken.get();
    seat.awaitInput();
    seat.close();
  }

  @Test
  void closingASeatWakesWhoWaits() throws Exception {
    carriers(1);
    CompletableFuture<Seat> waiting = new CompletableFuture<>();
    CompletableFuture<String> woken = new CompletableFuture<>();
    Socket client =
        client((seat, channel) -> {
          waiting.complete(seat);
          woken.complete(
              String.valueOf(assertThrows(IOException.class, seat::awaitInput).getMessage()));
        });
    waiting.get().close();
    assertEquals("Socket closed", woken.get());
    assertEquals(-1, client.getInputStream().read(), "the socket is closed, not only its seat");
  }

  @Test
  void itsThreadsEndWhenItIsClosedAndNobodyIsLeft() throws Exception {
    carriers(3);
    Socket client = client(CarriersTest::echo);
    carriers.close();
    ask(client, 7);
    assertTrue(serving() > 0, "who is there is served to the end");
    client.close();
    for (Thread thread : platform) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }

  @Test
  void aFaultEndsItsThreadAndNotTheCarrier() throws IOException {
    carriers(1);
    client((seat, channel) -> {
      throw new IllegalStateException("of the test");
    });
    ask(client(CarriersTest::echo), 3);
  }
}
