package io.heddle.session;

import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread with much to do lets others have their turn: virtual threads are not
 * time-sliced. Belongs to one thread.
 *
 * <p>A yield alone would not do. It puts the thread at the end of its carrier's own queue, and a
 * carrier takes what comes from outside, such as a client whose socket became readable, only when
 * that queue is empty: two threads that yield to each other keep everybody else out. So now and
 * then the thread sleeps for the shortest time, and comes back through the queue from outside.
 */
public final class Turns {
  private static final int YIELDS = 16;

  private int yields;

  /** Lets others run; call it with no lock held. */
  @SuppressWarnings("ThreadPriorityCheck") // a yield is what lets others run
  public void next() {
    if (++yields < YIELDS) {
      Thread.yield();
    } else {
      yields = 0;
      LockSupport.parkNanos(1);
    }
  }
}
