package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work for few threads, asked for by many. */
@Timeout(30)
class HashPoolTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicInteger alive = new AtomicInteger();
  private final Executor platform =
      work ->
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                alive.incrementAndGet();
                try {
                  work.run();
                } finally {
                  alive.decrementAndGet();
                }
              });

  private static <T> FutureTask<T> start(HashPool pool, Supplier<T> work) {
    FutureTask<T> asked = new FutureTask<>(() -> pool.ask(work));
    Thread.startVirtualThread(asked);
    return asked;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never happens");
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void aStormDoesNotStartMoreThreads() throws Exception {
    HashPool pool = new HashPool(platform, 3, 1000, LONG);
    Semaphore gate = new Semaphore(0);
    List<FutureTask<Boolean>> storm = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      storm.add(
          start(
              pool,
              () -> {
                gate.acquireUninterruptibly();
                return !Thread.currentThread().isVirtual();
              }));
    }
    // Everybody has asked, three are being worked for, and nobody else.
    await(() -> gate.getQueueLength() == 3 && pool.waiting() == 497);
    assertEquals(3, alive.get());
    assertEquals(3, pool.running());
    gate.release(500);
    for (FutureTask<Boolean> one : storm) {
      assertTrue(one.get(20, TimeUnit.SECONDS), "on a platform thread");
    }
    await(() -> alive.get() == 0);
    assertEquals(0, pool.running());
    assertEquals(0, pool.waiting());
  }

  @Test
  void whoFindsTooManyWaitingIsToldAtOnce() throws Exception {
    HashPool pool = new HashPool(platform, 1, 2, LONG);
    Semaphore gate = new Semaphore(0);
    FutureTask<String> first = start(pool, () -> passed(gate));
    await(() -> pool.running() == 1 && pool.waiting() == 0);
    FutureTask<String> second = start(pool, () -> "second");
    FutureTask<String> third = start(pool, () -> "third");
    await(() -> pool.waiting() == 2);
    assertNull(pool.ask(() -> "too many"));
    gate.release();
    assertEquals("passed", first.get(20, TimeUnit.SECONDS));
    assertEquals("second", second.get(20, TimeUnit.SECONDS));
    assertEquals("third", third.get(20, TimeUnit.SECONDS));
    assertEquals("room again", pool.ask(() -> "room again"));
  }

  private static String passed(Semaphore gate) {
    gate.acquireUninterruptibly();
    return "passed";
  }

  @Test
  void workThatNobodyWaitsForAnyMoreIsNotDone() {
    Queue<Runnable> idle = new ArrayDeque<>();
    HashPool pool = new HashPool(idle::add, 1, 10, Duration.ofMillis(20));
    AtomicBoolean done = new AtomicBoolean();
    assertNull(pool.ask(() -> done.getAndSet(true)));
    assertEquals(0, pool.waiting());
    idle.remove().run();
    assertFalse(done.get());
    assertEquals(0, pool.running());
  }

  @Test
  void whoIsInterruptedGetsNoAnswerAndStaysInterrupted() {
    HashPool pool = new HashPool(work -> {}, 1, 10, LONG);
    Thread.currentThread().interrupt();
    assertNull(pool.ask(() -> "x"));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFaultReachesWhoAskedAndNobodyElse() {
    HashPool pool = new HashPool(platform, 1, 10, LONG);
    RuntimeException fault = new UnsupportedOperationException("x");
    IllegalStateException told =
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.ask(() -> {
                  throw fault;
                }));
    assertSame(fault, told.getCause());
    assertEquals("next", pool.ask(() -> "next"));
  }

  @Test
  void aThreadThatCannotBeStartedIsNotCounted() {
    AtomicBoolean broken = new AtomicBoolean(true);
    HashPool pool =
        new HashPool(
            work -> {
              if (broken.getAndSet(false)) {
                throw new OutOfMemoryError("no thread");
              }
              platform.execute(work);
            },
            1,
            10,
            LONG);
    assertThrows(OutOfMemoryError.class, () -> pool.ask(() -> "x"));
    assertEquals(0, pool.waiting());
    assertEquals("y", pool.ask(() -> "y"));
  }
}
