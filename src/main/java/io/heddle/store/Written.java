package io.heddle.store;

import io.heddle.session.Assurance;
import io.heddle.store.log.SegmentLog;

/** What was written, though the device may not have it yet. Safe for use by any thread. */
record Written(SegmentLog log) implements Assurance {
  @Override
  public boolean isSafe(long mark) {
    return log.written().position() >= mark;
  }

  @Override
  public boolean await(long mark, long nanos) throws InterruptedException {
    return log.written().await(mark, nanos);
  }
}
