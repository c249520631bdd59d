package io.heddle.auth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Tells the log what is wrong with somebody whom every client depends on, once in a while: when he
 * fails, he fails for all of them. What was not told is counted in the next line. Safe for use by
 * any thread; the one that has something to tell writes it, a few lines a minute.
 */
public final class Complaints {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private final LongSupplier nanos;
  private final AtomicLong next;
  private final AtomicLong untold = new AtomicLong();

  /**
   * Nothing was told yet.
   *
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public Complaints(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.next = new AtomicLong(nanos.getAsLong());
  }

  /** Something is wrong. */
  public void tell(String words) {
    long now = nanos.getAsLong();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE)) {
      untold.incrementAndGet();
      return;
    }
    long more = untold.getAndSet(0);
    log.warn("{}{}", words, more == 0 ? "" : "; this or the like " + more + " more times before");
  }
}
