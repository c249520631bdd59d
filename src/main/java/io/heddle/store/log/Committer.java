package io.heddle.store.log;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
  private boolean faulty;

  /** The committer of this log; there is one. */
  public Committer(SegmentLog log) {
    this.log = log;
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
      log.commit();
      if (faulty) {
        faulty = false;
        LOG.info("The store can write again");
      }
    } catch (IOException fault) {
      if (!faulty) {
        faulty = true;
        LOG.error("The store cannot write; acknowledgements wait", fault);
      }
      log.awaitFinish(AFTER_FAULT);
    }
  }
}
