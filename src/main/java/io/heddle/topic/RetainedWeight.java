package io.heddle.topic;

import java.util.concurrent.atomic.LongAdder;

/** What all that is retained weighs. Safe for use by any thread. */
final class RetainedWeight {
  private final LongAdder all = new LongAdder();
  private final LongAdder inMemory = new LongAdder();

  void add(Retained retained) {
    all.add(retained.weight());
    inMemory.add(retained.inMemory());
  }

  void remove(Retained retained) {
    all.add(-retained.weight());
    inMemory.add(-retained.inMemory());
  }

  long all() {
    return all.sum();
  }

  long inMemory() {
    return inMemory.sum();
  }
}
