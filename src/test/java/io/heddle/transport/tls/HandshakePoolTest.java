package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.session.Until;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few threads and a short queue. */
@Timeout(60)
class HandshakePoolTest {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
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
      pool.execute(this::work);
      pool.execute(this::work);
      Until.so("both are at work", () -> begun.get() == 2);
      pool.execute(this::work);
      pool.execute(this::work);
      pool.execute(this::work);
      assertThrows(RejectedExecutionException.class, () -> pool.execute(this::work));
      gate.countDown();
      Until.so("all is done", () -> done.get() == 5);
      pool.execute(this::work);
      Until.so("and goes on", () -> done.get() == 6);
    }
  }

  @Test
  void closedItEnds() throws Exception {
    HandshakePool pool = pool();
    assertEquals(List.of("tls-handshake-1", "tls-handshake-2"), names());
    pool.close();
    for (Thread thread : threads) {
      Until.ended(thread);
    }
    assertThrows(RejectedExecutionException.class, () -> pool.execute(this::work));
  }

  private List<String> names() {
    return threads.stream().map(Thread::getName).toList();
  }
}
