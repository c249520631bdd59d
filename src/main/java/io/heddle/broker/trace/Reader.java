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

  /** Their characters: with long payloads lines are long. */
  private static final long LENGTH = 4L * 1024 * 1024;

  private static final String END = "";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(WAITING);
  private final AtomicLong length = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final Consumer<Reader> leaving;

  /** Set by the trace's thread, read by the reader's. */
  private volatile boolean ended;

  Reader(Consumer<Reader> leaving) {
    this.leaving = leaving;
  }

  /** A line comes; on the trace's thread. Where some are missing, that is told in their place. */
  void offer(String line) {
    boolean isMuch = length.get() > LENGTH;
    long untold = lines.remainingCapacity() > 1 && !isMuch ? missed.getAndSet(0) : 0;
    if (untold > 0) {
      put(gap(untold));
    }
    if (missed.get() > 0 || isMuch || !put(line)) {
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

  private boolean put(String line) {
    length.addAndGet(line.length());
    if (!lines.offer(line)) {
      length.addAndGet(-line.length());
      return false;
    }
    return true;
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
    if (line == null || line.equals(END)) {
      return Optional.empty();
    }
    length.addAndGet(-line.length());
    return Optional.of(line);
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
