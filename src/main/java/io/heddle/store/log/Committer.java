package io.heddle.store.log;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the thread that writes: whatever is appended while it writes goes with the next
 * commit. A platform thread of its own, until the log is ended and all is written.
 */
public final class Committer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
  private static final long AFTER_FAULT = TimeUnit.MILLISECONDS.toNanos(200);

  private final SegmentLog log;
  private final LongSupplier nanos;
  private final Runnable newSegment;
  private final CommitFigures figures = new CommitFigures();
  private int segment;
  private boolean faulty;

  /**
   * The committer of this log; there is one.
   *
   * @param nanos a clock that never jumps
   * @param newSegment is run when a segment has been begun: there is a spare file less. Not to wait
   */
  public Committer(SegmentLog log, LongSupplier nanos, Runnable newSegment) {
    this.log = log;
    this.nanos = nanos;
    this.newSegment = newSegment;
    this.segment = Position.segment(log.committed());
  }

  /** What it has done. */
  public CommitFigures figures() {
    return figures;
  }

  @Override
  public void run() {
    try {
      while (log.awaitPending(IDLE) || !log.isFinished()) {
        commit();
      }
      if (faulty) {
        commit(); // the last try: what it cannot write was never said to be safe
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit() throws InterruptedException {
    try {
      long begin = nanos.getAsLong();
      long written = log.commit();
      figures.committed(written, nanos.getAsLong() - begin);
      lookAtSegment();
      if (faulty) {
        faulty = false;
        LOG.info("The store can write again");
      }
    } catch (IOException fault) {
      figures.failed();
      if (!faulty) {
        faulty = true;
        LOG.error("The store cannot write; acknowledgements wait", fault);
      }
      log.awaitFinish(AFTER_FAULT);
    }
  }

  private void lookAtSegment() {
    int now = Position.segment(log.committed());
    if (now != segment) {
      segment = now;
      newSegment.run();
    }
  }
}
