package io.heddle.transport.carrier;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All carriers of a broker. As many of them are at work as the load needs: at a low one all clients
 * share the first, because every further one that wakes up costs more than it helps. Safe for use
 * by any thread.
 */
public final class Carriers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

  /** Platform threads that may be left to virtual threads that do not come back. */
  private static final int MOST_LEFT = 256;

  private final List<Carrier> all = new ArrayList<>();
  private final BiFunction<String, Runnable, Thread> threads;
  private final Watch watch;
  private final AtomicInteger seats = new AtomicInteger();
  private final AtomicInteger living = new AtomicInteger();
  private final AtomicInteger serving = new AtomicInteger();
  private volatile int working = 1;
  private volatile boolean closed;

  private Carriers(int most, BiFunction<String, Runnable, Thread> threads) throws IOException {
    this.threads = threads;
    for (int i = 0; i < most; i++) {
      all.add(new Carrier(this));
    }
    this.watch = new Watch(this, all);
  }

  /** Whether the JDK lets us have carriers. */
  public static boolean available() {
    return VirtualThreads.available();
  }

  /**
   * Starts carriers.
   *
   * @param most at least 1
   * @param threads makes a platform thread of that name that is not started yet
   * @throws IOException when the system has no selector for them
   */
  public static Carriers open(int most, BiFunction<String, Runnable, Thread> threads)
      throws IOException {
    Carriers carriers = new Carriers(most, threads);
    carriers.all.forEach(carrier -> carriers.start(carrier, carrier::serve));
    threads.apply("heddle-watch", carriers.watch).start();
    return carriers;
  }

  /** Gives a channel a seat; from then on it does not block. */
  public Seat seat(SelectableChannel channel) throws IOException {
    return new Seat(this, channel, seats.getAndIncrement());
  }

  void start(Seat seat, String name, Runnable work) {
    Thread thread = VirtualThreads.unstarted(seat, name, () -> live(work));
    living.incrementAndGet();
    try {
      thread.start();
    } catch (RuntimeException | Error fault) {
      ended();
      throw fault;
    }
  }

  private void live(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("A fault of Heddle ends the thread {}", Thread.currentThread().getName(), fault);
    } finally {
      ended();
    }
  }

  private void ended() {
    if (living.decrementAndGet() == 0 && closed) {
      all.forEach(Carrier::wake);
      watch.wake();
    }
  }

  Carrier carrierOf(int seat) {
    return all.get(Math.floorMod(seat, working));
  }

  /** How many are at work. */
  public int working() {
    return working;
  }

  /** How many there are. */
  public int most() {
    return all.size();
  }

  /** How many virtual threads they carry. */
  public int living() {
    return living.get();
  }

  void setWorking(int count) {
    working = count;
  }

  private void start(Carrier carrier, Runnable work) {
    String name = "heddle-carrier-" + (all.indexOf(carrier) + 1);
    Runnable counted =
        () -> {
          serving.incrementAndGet();
          try {
            work.run();
          } finally {
            serving.decrementAndGet();
          }
        };
    threads.apply(name, counted).start();
  }

  /** Gives a carrier another platform thread, unless it has come back or there are too many. */
  void relieve(Carrier carrier, long atStage) {
    if (serving.get() < all.size() + MOST_LEFT) {
      // The new thread takes the office itself: if there is none to be had, the old one keeps it.
      start(
          carrier,
          () -> {
            if (carrier.relieve(atStage)) {
              carrier.serve();
            }
          });
    }
  }

  Watch watch() {
    return watch;
  }

  /** Whether all is over: closed, and no thread left that must run to its end. */
  boolean areDone() {
    return closed && living.get() == 0;
  }

  /** The carriers end with the last thread that they carry; no further seat can be had. */
  @Override
  public void close() {
    closed = true;
    all.forEach(Carrier::wake);
    watch.wake();
  }
}
