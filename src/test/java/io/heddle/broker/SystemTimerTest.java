package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real timer. */
@Timeout(60)
class SystemTimerTest {
  private final SystemTimer timer = new SystemTimer(new SystemThreads());

  @AfterEach
  void close() {
    timer.close();
  }

  @Test
  void anActionRunsOnAThreadWhereItMayBlock() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    long before = timer.nanos();
    timer.after(Duration.ofMillis(5), () -> ran.complete(Thread.currentThread()));
    assertTrue(ran.get().isVirtual());
    assertTrue(timer.nanos() - before >= Duration.ofMillis(5).toNanos());
  }

  @Test
  void anActionThatBlocksDelaysNoOther() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    timer.after(
        Duration.ZERO,
        () -> {
          try {
            other.await();
            blocked.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    timer.after(Duration.ofMillis(1), other::countDown);
    blocked.await();
  }

  @Test
  void againAndAgain() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    Cancellable repeated = timer.every(Duration.ofMillis(1), three::countDown);
    three.await();
    repeated.cancel();
  }

  @Test
  void whatIsCalledOffDoesNotHappen() throws Exception {
    AtomicInteger happened = new AtomicInteger();
    long began;
    do {
      happened.set(0);
      began = timer.nanos();
      timer.after(Duration.ofMillis(20), happened::incrementAndGet).cancel();
    } while (timer.nanos() - began
        >= Duration.ofMillis(20).toNanos()); // it was called off too late
    CountDownLatch later = new CountDownLatch(1);
    timer.after(Duration.ofMillis(30), later::countDown);
    later.await();
    assertEquals(0, happened.get());
  }

  @Test
  void aDelayOfAgesIsNoError() {
    timer.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
  }

  @Test
  void aClosedTimerTakesNothingMore() {
    timer.close();
    timer.after(Duration.ZERO, () -> {}).cancel();
  }
}
