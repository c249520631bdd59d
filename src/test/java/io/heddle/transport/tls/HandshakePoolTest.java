package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.memory.QuietLink;
import io.heddle.session.Until;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few threads and a short queue. */
@Timeout(60)
class HandshakePoolTest {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  private HandshakePool pool() {
    return new HandshakePool(
        2, 3, (name, work) -> threads.add(Thread.ofPlatform().daemon().name(name).start(work)));
  }

  private void work() {
    begun.incrementAndGet();
    try {
      gate.await();
      done.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatWaitsIsBoundedAndDoneInTheEnd() throws Exception {
    try (HandshakePool pool = pool()) {
      pool.execute("a", this::work);
      pool.execute("a", this::work);
      Until.so("both are at work", () -> begun.get() == 2);
      pool.execute("a", this::work);
      pool.execute("a", this::work);
      pool.execute("a", this::work);
      assertThrows(RejectedExecutionException.class, () -> pool.execute("a", this::work));
      gate.countDown();
      Until.so("all is done", () -> done.get() == 5);
      pool.execute("a", this::work);
      Until.so("and goes on", () -> done.get() == 6);
    }
  }

  /** Both threads are at work for the flood, and as much of it waits as there is room for. */
  private List<Piece> flood(HandshakePool pool) {
    pool.execute("flood", this::work);
    pool.execute("flood", this::work);
    Until.so("both are at work", () -> begun.get() == 2);
    List<Piece> waiting = List.of(piece("f1"), piece("f2"), piece("f3"));
    waiting.forEach(piece -> pool.execute("flood", piece));
    return waiting;
  }

  private Piece piece(String name) {
    return new Piece(() -> order.add(name));
  }

  @Test
  void whoComesFromElsewhereTakesARoomOfTheFlood() throws Exception {
    try (HandshakePool pool = pool()) {
      List<Piece> flood = flood(pool);
      Piece honest = piece("honest");
      pool.execute("elsewhere", honest);
      ExecutionException refused =
          assertThrows(ExecutionException.class, () -> flood.getLast().get(0, TimeUnit.SECONDS));
      assertInstanceOf(RejectedExecutionException.class, refused.getCause());
      assertThrows(RejectedExecutionException.class, () -> pool.execute("flood", piece("f4")));
      assertThrows(
          RejectedExecutionException.class,
          () -> pool.execute("elsewhere", piece("more than the flood has")));
      gate.countDown();
      honest.get(20, TimeUnit.SECONDS);
      flood.get(1).get(20, TimeUnit.SECONDS);
      assertFalse(order.contains("f3"));
    }
  }

  @Test
  void eachAddressHasItsTurn() throws Exception {
    try (HandshakePool pool =
        new HandshakePool(
            1, 5, (_, work) -> threads.add(Thread.ofPlatform().daemon().start(work)))) {
      pool.execute("flood", this::work);
      Until.so("the thread is at work", () -> begun.get() == 1);
      for (String name : List.of("f1", "f2", "f3")) {
        pool.execute("flood", piece(name));
      }
      pool.execute("elsewhere", piece("honest"));
      gate.countDown();
      Until.so("all is done", () -> order.size() == 4);
      assertEquals(List.of("f1", "honest", "f2", "f3"), order);
    }
  }

  @Test
  void whatWasCalledOffTakesNoRoom() throws Exception {
    try (HandshakePool pool = pool()) {
      flood(pool).forEach(piece -> piece.cancel(false));
      pool.execute("flood", piece("again"));
      gate.countDown();
      Until.so("it is done", () -> order.equals(List.of("again")));
    }
  }

  /** One network of IPv6 has more addresses than anybody could count. */
  @Test
  void anAddressOfIpv6IsItsNetwork() throws Exception {
    try (HandshakePool pool = pool()) {
      Executor first = pool.of(at("2001:db8::1"));
      first.execute(this::work);
      first.execute(this::work);
      Until.so("both are at work", () -> begun.get() == 2);
      first.execute(piece("1"));
      first.execute(piece("2"));
      first.execute(piece("3"));
      assertThrows(
          RejectedExecutionException.class, () -> pool.of(at("2001:db8::2")).execute(piece("x")));
      pool.of(at("2001:db8:0:1::1")).execute(piece("other"));
      gate.countDown();
    }
  }

  private static QuietLink at(String address) {
    return new QuietLink() {
      @Override
      public int read(byte[] target, int offset, int length) {
        return -1;
      }

      @Override
      public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 1);
      }
    };
  }

  @Test
  void closedItEnds() throws Exception {
    HandshakePool pool = pool();
    assertEquals(List.of("tls-handshake-1", "tls-handshake-2"), names());
    pool.close();
    for (Thread thread : threads) {
      Until.ended(thread);
    }
    assertThrows(RejectedExecutionException.class, () -> pool.execute("a", this::work));
  }

  private List<String> names() {
    return threads.stream().map(Thread::getName).toList();
  }
}
