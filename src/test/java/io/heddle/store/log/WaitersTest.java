package io.heddle.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Whoever waits for a position is woken once, and by no commit that is not his. */
class WaitersTest {
  private static final int MANY = 1000;
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger asleep = new AtomicInteger();
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final Waiters waiters = new Waiters(lock::newCondition);

  private Thread waiter(long position, CountDownLatch done) {
    return Thread.ofVirtual()
        .start(() -> {
          lock.lock();
          try {
            asleep.incrementAndGet();
            assertTrue(waiters.await(position, LONG));
            wakeUps.incrementAndGet();
            done.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            lock.unlock();
          }
        });
  }

  private void reached(long position) {
    lock.lock();
    try {
      waiters.reached(position);
    } finally {
      lock.unlock();
    }
  }

  /** All have the lock behind them, and have let it go to wait. */
  private void awaitAsleep(int count) {
    while (asleep.get() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void eachOfManyIsWokenOnce() throws InterruptedException {
    List<CountDownLatch> done = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      CountDownLatch latch = new CountDownLatch(1);
      done.add(latch);
      waiter(i, latch);
    }
    awaitAsleep(MANY);
    for (int i = 1; i <= MANY; i++) {
      reached(i);
      assertTrue(done.get(i - 1).await(1, TimeUnit.MINUTES));
      assertEquals(i, wakeUps.get(), "only the one whose position it is");
    }
  }

  @Test
  void whoeverGivesUpIsNotRemembered() throws InterruptedException {
    AtomicInteger signals = new AtomicInteger();
    Waiters counted = new Waiters(() -> new Counted(lock.newCondition(), signals));
    lock.lock();
    try {
      assertFalse(counted.await(5, 1));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> counted.await(5, LONG));
      counted.reached(5);
      assertEquals(0, signals.get());
    } finally {
      lock.unlock();
    }
  }

  /** Counts how often somebody is woken. */
  private record Counted(Condition condition, AtomicInteger signals) implements Condition {
    @Override
    public void await() throws InterruptedException {
      condition.await();
    }

    @Override
    public void awaitUninterruptibly() {
      condition.awaitUninterruptibly();
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
      return condition.awaitNanos(nanos);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      return condition.await(time, unit);
    }

    @Override
    public boolean awaitUntil(java.util.Date deadline) throws InterruptedException {
      return condition.awaitUntil(deadline);
    }

    @Override
    public void signal() {
      signals.incrementAndGet();
      condition.signal();
    }

    @Override
    public void signalAll() {
      signals.incrementAndGet();
      condition.signalAll();
    }
  }
}
