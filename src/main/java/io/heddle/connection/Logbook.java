package io.heddle.connection;

import io.heddle.broker.Machine;
import io.heddle.broker.Threads;
import io.heddle.broker.Timer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the log tells of connections: a line for each that ends, and at DEBUG one for each that
 * comes. Of passwords and payloads it knows nothing. Safe for use by any thread.
 *
 * <p>A crowd of bad clients must neither fill a disk nor delay the others. So there are at most
 * {@value #LINES} lines a second about what clients or the network did wrong; the rest is counted,
 * and told in one of them. And whoever has something to tell hands it over and goes on: a thread of
 * the logbook's own writes it, a platform thread that lives while there is something to write,
 * because a log may block (a full pipe, a slow disk) and would take a carrier from the clients.
 */
public final class Logbook implements AutoCloseable {
  /** Lines in a second about connections that end otherwise than they should. */
  static final int LINES = 50;

  /** Lines that may wait to be written. */
  static final int WAITING = 1000;

  /** Lines in a second about what clients were denied. */
  static final int DENIALS = 10;

  /** Lines in a second about faults of Heddle, which are long. */
  private static final int FAULTS = 5;

  /** Characters of a reason that are shown. */
  private static final int WORDS = 256;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Logger log;
  private final Timer timer;
  private final Threads threads;
  private final Allowance ends;
  private final Allowance refusals;
  private final Allowance faults;
  private final Allowance denials;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong unsaid = new AtomicLong();
  private final BlockingQueue<Runnable> lines = new LinkedBlockingQueue<>(WAITING);
  private final AtomicBoolean writing = new AtomicBoolean();
  private volatile boolean closed;

  /** A logbook on slf4j. */
  public Logbook(Machine machine) {
    this(LoggerFactory.getLogger(Logbook.class), machine);
  }

  Logbook(Logger log, Machine machine) {
    this.log = log;
    this.timer = machine.timer();
    this.threads = machine.threads();
    this.ends = new Allowance(timer, LINES - 2);
    this.refusals = new Allowance(timer, 1);
    this.denials = new Allowance(timer, DENIALS - 1);
    this.faults = new Allowance(timer, FAULTS);
  }

  /**
   * A line to be written.
   *
   * @param connections how many ends of connections it tells of
   */
  private record Line(
      Logger log, Level level, String text, @Nullable Throwable fault, long connections)
      implements Runnable {
    @Override
    public void run() {
      log.atLevel(level).setCause(fault).log("{}", text);
    }
  }

  /** A client is taken in. */
  void came(Caller caller, String address) {
    if (log.isDebugEnabled()) {
      write(Level.DEBUG, caller.at(address) + " is connected", null, 0);
    }
  }

  /** A connection ends. */
  void ended(Caller caller, String address, Farewell farewell) {
    Level level = farewell.isOrdinary() ? Level.DEBUG : Level.INFO;
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    if (level == Level.DEBUG || ends.take()) {
      String words = Printable.of(farewell.words(), WORDS);
      write(level, caller.at(address) + " is gone: " + words, null, 1);
    } else {
      leaveOut(1);
    }
  }

  /** A connection is not taken; the text says where and why. */
  public void refused(String text) {
    if (refusals.take()) {
      write(Level.WARN, text, null, 1);
    } else if (log.isInfoEnabled()) {
      leaveOut(1);
    }
  }

  /** A client sends faster than it may, and has to wait from now on. */
  void slowed(Caller caller, String address) {
    if (log.isInfoEnabled() && denials.take()) {
      write(Level.INFO, caller.at(address) + " sends too fast and is slowed down", null, 0);
    }
  }

  /** A client that stays was denied something; the words say what, and by which rule. */
  void denied(Caller caller, String address, String words) {
    if (!log.isInfoEnabled()) {
      return;
    }
    if (denials.take()) {
      String shown = Printable.of(words, WORDS);
      write(Level.INFO, caller.at(address) + " was denied " + shown, null, 0);
    } else if (unsaid.getAndIncrement() == 0) {
      timer.after(SECOND, this::tellHowManyDenied);
    }
  }

  private void tellHowManyDenied() {
    long more = unsaid.getAndSet(0);
    if (more > 0) {
      write(Level.INFO, more + " more times clients were denied something", null, 0);
    }
  }

  /** A mistake in Heddle ends a connection, whose end is told, too. */
  void fault(Caller caller, String address, Throwable fault) {
    if (faults.take()) {
      String text = "A fault of Heddle ends the connection of " + caller.at(address);
      write(Level.ERROR, text, fault, 0);
    }
  }

  /** Somebody who was asked about a client threw that, which counts as a no. */
  void failed(Caller caller, String address, Throwable thrown) {
    if (faults.take()) {
      String text = "Somebody who was asked about " + caller.at(address) + " failed";
      write(Level.ERROR, text, thrown, 0);
    }
  }

  private void write(Level level, String text, @Nullable Throwable fault, long connections) {
    offer(new Line(log, level, text, fault, connections));
  }

  /** Whoever is the first to be left out sees to it that this is told. */
  private void leaveOut(long connections) {
    if (connections > 0 && untold.getAndAdd(connections) == 0) {
      timer.after(SECOND, this::tellHowMany);
    }
  }

  private void tellHowMany() {
    long more = untold.getAndSet(0);
    if (more > 0) {
      write(Level.INFO, more + " more connections ended or were refused", null, more);
    }
  }

  private void offer(Line line) {
    if (closed || !lines.offer(line)) {
      leaveOut(line.connections);
    } else {
      begin();
    }
  }

  private void begin() {
    if (writing.compareAndSet(false, true)) {
      try {
        threads.startHeavy("heddle-log", this::writeAll);
      } catch (OutOfMemoryError noThread) {
        // The line waits for the next one.
        writing.set(false);
      }
    }
  }

  private void writeAll() {
    try {
      Runnable line;
      while ((line = lines.poll()) != null) {
        line.run();
      }
    } finally {
      writing.set(false);
      if (!lines.isEmpty()) {
        begin();
      }
    }
  }

  /** Writes what waits, for a bounded time; nothing is written from then on. */
  @Override
  public void close() {
    tellHowMany();
    tellHowManyDenied();
    closed = true;
    CountDownLatch written = new CountDownLatch(1);
    try {
      if (lines.offer(written::countDown, SECOND.toMillis(), TimeUnit.MILLISECONDS)) {
        begin();
        written.await(SECOND.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
