package io.heddle.transport.carrier;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of virtual threads that are ready, and a selector of the channels that the others wait
 * for; one platform thread at a time serves both. When what it runs does not come back, {@link
 * #relieve} takes its office away, and another one may serve.
 *
 * <p>{@link #since} belongs to the serving thread, which alone writes {@link #busy}; the rest is
 * made for any thread.
 */
final class Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

  /** Threads that are run before the channels are looked at again. */
  private static final int BATCH = 64;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  final Selector selector;
  private final Carriers carriers;
  private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();

  /** Odd while a virtual thread runs; it only grows. */
  private final AtomicLong stage = new AtomicLong();

  private final AtomicLong busy = new AtomicLong();
  private long since;

  Carrier(Carriers carriers) throws IOException {
    this.carriers = carriers;
    this.selector = Selector.open();
  }

  /** A virtual thread is ready to go on. */
  void run(Runnable thread) {
    ready.add(thread);
    wake();
  }

  /** Looks at the queue and at the channels' interests again, if it sleeps. */
  void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      selector.wakeup();
    }
  }

  /** Whether it waits for something to happen. */
  boolean isAsleep() {
    return asleep.get();
  }

  /** Changes with everything that it runs; odd while it runs a virtual thread. */
  long stage() {
    return stage.get();
  }

  /** Nanoseconds that it did not wait. */
  long busy() {
    return busy.get();
  }

  /**
   * Takes the office from the serving thread, if it is still at this stage and running a virtual
   * thread. It ends when that comes back; another one must serve.
   */
  boolean relieve(long atStage) {
    return (atStage & 1) == 1 && stage.compareAndSet(atStage, atStage + 1);
  }

  /** Serves until it is relieved, or nobody is left to serve. */
  void serve() {
    since = System.nanoTime();
    while (runReady()) {
      if (carriers.areDone()) {
        close();
        return;
      }
      select();
    }
  }

  /** Answers whether the office is still ours. */
  private boolean runReady() {
    Runnable thread;
    for (int i = 0; i < BATCH && (thread = ready.poll()) != null; i++) {
      long running = stage.get() + 1;
      stage.setRelease(running);
      try {
        thread.run();
      } catch (Throwable fault) {
        report("A fault of Heddle on a carrier", fault);
      }
      if (!stage.compareAndSet(running, running + 1)) {
        return false;
      }
    }
    return true;
  }

  private void select() {
    long now = System.nanoTime();
    busy.setRelease(busy.get() + now - since);
    since = now;
    try {
      asleep.set(true);
      if (ready.isEmpty() && !carriers.areDone()) {
        selector.select(this::isReady);
        since = System.nanoTime();
      } else {
        selector.selectNow(this::isReady);
      }
    } catch (IOException | RuntimeException | Error fault) {
      // Whatever it is, nobody else serves these clients.
      report("The system does not tell which sockets are ready", fault);
      LockSupport.parkNanos(PAUSE);
    } finally {
      asleep.set(false);
      carriers.watch().wake();
    }
  }

  private static void report(String words, Throwable fault) {
    try {
      LOG.error(words, fault);
    } catch (RuntimeException | Error untold) {
      // a log that fails must not end the carrier
    }
  }

  private void isReady(SelectionKey key) {
    // Awake already: who becomes ready here need not wake it.
    asleep.set(false);
    try {
      ((Seat) key.attachment()).isReady(key);
    } catch (CancelledKeyException closed) {
      // whoever waited for it was woken by its end
    }
  }

  private void close() {
    try {
      selector.close();
    } catch (IOException fault) {
      LOG.warn("A selector did not close cleanly: {}", fault.getMessage());
    }
  }
}
