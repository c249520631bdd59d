package io.heddle.connection;

import io.heddle.broker.Timer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  /** Lines in a second about faults of Heddle, which are long. */
  private static final int FAULTS = 5;

  /** Characters of a reason that are shown. */
  private static final int WORDS = 256;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Logger log;
  private final Timer timer;
  private final Allowance ends;
  private final Allowance refusals;
  private final Allowance faults;
  private final AtomicLong untold = new AtomicLong();
  private final ThreadPoolExecutor writer;

  /** A logbook on slf4j. */
  public Logbook(Timer timer) {
    this(LoggerFactory.getLogger(Logbook.class), timer);
  }

  Logbook(Logger log, Timer timer) {
    this.log = log;
    this.timer = timer;
    this.ends = new Allowance(timer, LINES - 2);
    this.refusals = new Allowance(timer, 1);
    this.faults = new Allowance(timer, FAULTS);
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("heddle-log").factory(),
            (line, executor) -> leaveOut(((Line) line).connections));
    writer.allowCoreThreadTimeOut(true);
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

  /** A mistake in Heddle ends a connection, whose end is told, too. */
  void fault(Caller caller, String address, Throwable fault) {
    if (faults.take()) {
      String text = "A fault of Heddle ends the connection of " + caller.at(address);
      write(Level.ERROR, text, fault, 0);
    }
  }

  private void write(Level level, String text, @Nullable Throwable fault, long connections) {
    writer.execute(new Line(log, level, text, fault, connections));
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

  /** Writes what waits, for a bounded time; nothing is written from then on. */
  @Override
  public void close() {
    tellHowMany();
    writer.shutdown();
    try {
      if (!writer.awaitTermination(SECOND.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
