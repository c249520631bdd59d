package io.heddle.broker.trace;

import io.heddle.api.Traces;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One who reads a trace along. The trace's thread puts lines in and never waits; the reader's takes
 * them out.
 */
final class Reader implements Traces.Live {
  /** Lines that may wait. */
  private static final int WAITING = 1000;

  private static final String END = "";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(WAITING);
  private final AtomicLong missed = new AtomicLong();
  private final Consumer<Reader> leaving;

  /** Set by the trace's thread, read by the reader's. */
  private volatile boolean ended;

  Reader(Consumer<Reader> leaving) {
    this.leaving = leaving;
  }

  /** A line comes; on the trace's thread. Where some are missing, that is told in their place. */
  void offer(String line) {
    long untold = lines.remainingCapacity() > 1 ? missed.getAndSet(0) : 0;
    if (untold > 0) {
      lines.add(gap(untold));
    }
    if (missed.get() > 0 || !lines.offer(line)) {
      missed.incrementAndGet();
    }
  }

  private static String gap(long entries) {
    JsonText line = new JsonText();
    line.text("event", "missed");
    line.number("entries", entries);
    line.text("words", "they came faster than they were read");
    return line.end();
  }

  /** No more lines come. */
  void end() {
    ended = true;
    lines.offer(END);
  }

  @Override
  public Optional<String> next(Duration most) throws InterruptedException {
    long untold = lines.isEmpty() ? missed.getAndSet(0) : 0;
    if (untold > 0) {
      return Optional.of(gap(untold));
    }
    @Nullable String line = ended ? lines.poll() : lines.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    return line == null || line.equals(END) ? Optional.empty() : Optional.of(line);
  }

  @Override
  public boolean isOver() {
    return ended && lines.isEmpty() && missed.get() == 0;
  }

  @Override
  public void close() {
    leaving.accept(this);
  }
}
