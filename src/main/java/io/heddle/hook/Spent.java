package io.heddle.hook;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often the observers of one name were told one kind of thing, and how long they took. Safe for
 * use by any thread; takes no lock.
 */
final class Spent {
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /** A call is over. */
  void took(long time) {
    calls.increment();
    nanos.add(time);
  }

  long calls() {
    return calls.sum();
  }

  long nanos() {
    return nanos.sum();
  }
}
