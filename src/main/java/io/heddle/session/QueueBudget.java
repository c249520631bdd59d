package io.heddle.session;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes that wait in all queues or are in flight, and their limit. Safe for use by any thread;
 * takes no lock.
 *
 * <p>Each may have as much as it leaves to the others: so a few whose clients do not read cannot
 * take everything from those whose clients do.
 */
public final class QueueBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final LongAdder queued = new LongAdder();
  private final LongAdder queuedBytes = new LongAdder();
  private final LongAdder aside = new LongAdder();
  private final LongAdder inflight = new LongAdder();

  /** A budget of that many bytes. */
  public QueueBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes for somebody who has so many already, or answers false and takes none. */
  boolean take(long bytes, long has) {
    if (has <= limit - used.addAndGet(bytes)) {
      return true;
    }
    shift(-bytes);
    return false;
  }

  /** Takes bytes, or gives them back, whatever the limit: they were let in before. */
  void shift(long bytes) {
    used.addAndGet(bytes);
  }

  /** Whether half of it is not in use yet, with so many bytes more. */
  boolean isAmple(long bytes) {
    return used.get() + bytes <= limit / 2;
  }

  /** Whether somebody who has so many bytes may have more. */
  boolean allows(long has) {
    return has < limit - used.get();
  }

  /** Notes that messages of so many bytes entered a queue, or left one. */
  void queued(int messages, long bytes) {
    queued.add(messages);
    queuedBytes.add(bytes);
  }

  /** Notes that messages wait on disk alone, or no longer. */
  void aside(int messages) {
    aside.add(messages);
  }

  /** Notes that messages are in flight, or no longer. */
  void inflight(int messages) {
    inflight.add(messages);
  }

  /** How many messages wait in all queues. */
  public long queued() {
    return queued.sum();
  }

  /** How many of them wait on disk alone. */
  public long aside() {
    return aside.sum();
  }

  /** The bytes of all that wait. */
  public long queuedBytes() {
    return queuedBytes.sum();
  }

  /** How many messages were sent to clients that have not acknowledged them. */
  public long inflight() {
    return inflight.sum();
  }

  /** The messages that wait in all queues or are in flight, once for each receiver. */
  public long messages() {
    return queued() + inflight();
  }

  /** The bytes in use. */
  public long used() {
    return used.get();
  }
}
