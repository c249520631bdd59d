package io.heddle.hook;

import io.heddle.api.Observer;
import io.heddle.mqtt.Message;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One observer: calls it, on the caller's thread or on its own, and counts what goes wrong. Safe
 * for use by any thread; {@link #later} takes no lock, so it may be called under any.
 *
 * <p>The own thread parks when nothing waits. Whoever adds something looks afterwards whether it is
 * idle, and it looks again for something after saying that it is: neither can miss the other.
 */
final class Watcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final Observer observer;
  private final Backlog most;
  private final LongSupplier nanos;
  private final Map<Happening, Spent> spent;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder missed = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicLong nextLine;
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * The message of the event that came last: one that is told of many times in a row, for each of
   * its receivers, is held once. Written by any thread; null, or late, it is counted twice.
   */
  private volatile @Nullable Message last;

  /** Written by the own thread, read by any. */
  private volatile @Nullable Thread thread;

  /** Written by the own thread, read by any. */
  private volatile boolean idle;

  /** Once true it stays so: what waits is told, and nothing is taken any more. */
  private volatile boolean closing;

  /** Once true it stays so: what waits is not told. */
  private volatile boolean gone;

  /** Written before anybody else knows this object. */
  private boolean started;

  /** The own thread's. */
  private long missedInLog;

  /** What is to be told, and the bytes that it was counted with. */
  private record Waiting(Happening happening, Consumer<Observer> event, int bytes) {}

  /**
   * An observer that is told nothing yet.
   *
   * @param most what may wait
   * @param nanos a clock that never jumps
   * @param spent where is counted what it is told, for each thing that it can be
   */
  Watcher(
      String name,
      Observer observer,
      Backlog most,
      LongSupplier nanos,
      Map<Happening, Spent> spent) {
    this.name = name;
    this.observer = observer;
    this.most = most;
    this.nanos = nanos;
    this.spent = spent;
    this.nextLine = new AtomicLong(nanos.getAsLong());
  }

  String name() {
    return name;
  }

  long missed() {
    return missed.sum();
  }

  long failures() {
    return failures.sum();
  }

  /** Begins its own thread, which {@link #later} needs. */
  void start(BiConsumer<String, Runnable> threads) {
    started = true;
    threads.accept("heddle-hook-" + name, this);
  }

  /** Tells it now, on this thread. */
  void now(Happening happening, Consumer<Observer> event) {
    long begin = nanos.getAsLong();
    try {
      event.accept(observer);
    } catch (Throwable fault) { // whatever it is: it must change nothing
      failures.increment();
      if (mayLog()) {
        LOG.error("The hook {} failed, {} times so far", name, failures.sum(), fault);
      }
    } finally {
      Objects.requireNonNull(spent.get(happening)).took(nanos.getAsLong() - begin);
    }
  }

  /**
   * Tells it soon, on its own thread, unless too much waits.
   *
   * @param message that the event is about, or null
   */
  @SuppressWarnings("ReferenceEquality") // the same message is one object for all its receivers
  void later(Happening happening, @Nullable Message message, Consumer<Observer> event) {
    if (closing) {
      return;
    }
    int weight = message == null || message == last ? 0 : message.weight();
    if (!reserve(weight)) {
      missed.increment();
      return;
    }
    if (weight > 0) {
      last = message;
    }
    waiting.add(new Waiting(happening, event, weight));
    wake();
  }

  /** A message that would be alone has room, however large it is: it could never be told of. */
  private boolean reserve(int weight) {
    boolean room = size.incrementAndGet() <= most.events();
    long before = room && weight > 0 ? bytes.getAndAdd(weight) : 0;
    if (room && before > 0 && before + weight > most.bytes()) {
      bytes.addAndGet(-weight);
      room = false;
    }
    if (!room) {
      size.decrementAndGet();
    }
    return room;
  }

  private void wake() {
    Thread own = thread;
    if (idle && own != null) {
      LockSupport.unpark(own);
    }
  }

  /** Tells it one last thing, which is never too much, and then ends. */
  void close(@Nullable Consumer<Observer> farewell) {
    if (farewell != null) {
      waiting.add(new Waiting(Happening.STOPPED, farewell, 0));
    }
    closing = true;
    wake();
  }

  /** It is told nothing more, except what it is being told now. */
  void forget() {
    closing = true;
    gone = true;
    wake();
  }

  /**
   * Waits until it was told everything; after that many nanoseconds it is interrupted and told
   * nothing more. Answers false when the waiting thread was interrupted.
   */
  boolean await(long timeout) {
    try {
      if (!started || done.await(Math.max(0, timeout), TimeUnit.NANOSECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      return false;
    }
    gone = true;
    Thread own = thread;
    if (own != null) {
      own.interrupt();
    }
    return true;
  }

  /** The life of the own thread. */
  @Override
  public void run() {
    thread = Thread.currentThread();
    while (!gone) {
      Waiting next = waiting.poll();
      if (next != null) {
        size.decrementAndGet();
        bytes.addAndGet(-next.bytes);
        now(next.happening, next.event);
        tellMissed();
      } else if (closing) {
        break;
      } else {
        rest();
      }
    }
    waiting.clear();
    last = null;
    done.countDown();
  }

  private void rest() {
    last = null;
    idle = true;
    if (waiting.isEmpty() && !closing) {
      LockSupport.park(this);
      // What the observer left behind, or nothing would make it rest any more.
      Thread.interrupted();
    }
    idle = false;
  }

  private void tellMissed() {
    long now = missed.sum();
    if (now > missedInLog && mayLog()) {
      LOG.warn("The hook {} is too slow: it has missed {} events so far", name, now);
      missedInLog = now;
    }
  }

  private boolean mayLog() {
    long now = nanos.getAsLong();
    long next = nextLine.get();
    return now - next >= 0 && nextLine.compareAndSet(next, now + SECOND);
  }
}
