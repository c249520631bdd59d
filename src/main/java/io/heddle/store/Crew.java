package io.heddle.store;

import io.heddle.store.log.Committer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a store: one that writes, one that reads, one that keeps the house. Safe for use
 * by any thread. All waiting ends with {@link #close}.
 */
public final class Crew implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
  private static final long PATIENCE = 30;
  private static final long BETWEEN_ROUNDS = TimeUnit.MILLISECONDS.toNanos(200);

  private final DurableStore store;
  private final Housekeeping housekeeping;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Has a permit when the house is to be looked after before it is time. */
  private final Semaphore wanted = new Semaphore(0);

  private final CountDownLatch written = new CountDownLatch(1);
  private final CountDownLatch kept = new CountDownLatch(1);
  private final CountDownLatch read = new CountDownLatch(1);

  private final Committer committer;

  private Crew(DurableStore store, Housekeeping housekeeping, LongSupplier nanos) {
    this.store = store;
    this.housekeeping = housekeeping;
    this.committer = new Committer(store.log(), nanos, wanted::release);
    store.committedBy(committer.figures());
  }

  /**
   * Begins the work.
   *
   * @param threads starts a platform thread with a name
   * @param nanos a clock that never jumps
   * @param sayAgain makes all owners say again what is so
   * @param giveUp makes all owners drop the messages with these numbers, which are damaged
   */
  public static Crew start(
      DurableStore store,
      BiConsumer<String, Runnable> threads,
      LongSupplier nanos,
      Runnable sayAgain,
      Consumer<Set<Long>> giveUp) {
    Crew crew = new Crew(store, new Housekeeping(store, sayAgain, giveUp), nanos);
    threads.accept("heddle-store-write", crew::write);
    threads.accept("heddle-store-keep", crew::keep);
    threads.accept("heddle-store-read", crew::read);
    return crew;
  }

  private void write() {
    try {
      committer.run();
    } finally {
      written.countDown();
    }
  }

  private void read() {
    try {
      store.reading().run();
    } finally {
      read.countDown();
    }
  }

  private void keep() {
    try {
      while (over.getCount() > 0) {
        round();
        wanted.tryAcquire(BETWEEN_ROUNDS, TimeUnit.NANOSECONDS);
        wanted.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kept.countDown();
    }
  }

  private void round() throws InterruptedException {
    try {
      housekeeping.round();
    } catch (IOException | RuntimeException fault) {
      LOG.error("The store cannot be kept short", fault);
      over.await(1, TimeUnit.SECONDS);
    }
  }

  /**
   * Writes what is left, and lets the files go, also on a thread that was interrupted before: a
   * folder that is not let go could not be opened again.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    over.countDown();
    wanted.release();
    store.reading().close();
    finish();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish() {
    try {
      boolean rested =
          kept.await(PATIENCE, TimeUnit.SECONDS) && read.await(PATIENCE, TimeUnit.SECONDS);
      store.log().finish();
      if (!written.await(PATIENCE, TimeUnit.SECONDS) || !rested) {
        LOG.error("The store could not write everything before the end");
      }
      store.log().close();
    } catch (IOException e) {
      LOG.error("The files of the store could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
