package io.heddle.transport.carrier;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the carriers, some hundred times a second while anything happens, on a platform
 * thread of its own. It does two things.
 *
 * <p>A virtual thread that computes for long, or waits in a way that keeps its carrier, would keep
 * all clients of that carrier waiting: the carrier gets another platform thread, and the old one is
 * left to it. And it decides how many carriers are at work.
 */
final class Watch implements Runnable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

  /** Looks without a change after which a thread counts as one that does not come back. */
  private static final int STUCK = 2;

  /** Looks between two decisions on the number of carriers. */
  private static final int DECISION = 10;

  /** Looks without anything to see, after which it rests. */
  private static final int QUIET = 100;

  private final Carriers carriers;
  private final List<Carrier> all;
  private final long[] stages;
  private final int[] unchanged;
  private final Demand demand;
  private int quiet;
  private volatile @Nullable Thread self;
  private volatile boolean resting;

  Watch(Carriers carriers, List<Carrier> all) {
    this.carriers = carriers;
    this.all = all;
    this.stages = new long[all.size()];
    this.unchanged = new int[all.size()];
    this.demand = new Demand(all.size());
  }

  /** Something happens again. */
  void wake() {
    if (resting) {
      resting = false;
      LockSupport.unpark(self);
    }
  }

  @Override
  public void run() {
    self = Thread.currentThread();
    for (int look = 1; !carriers.areDone(); look++) {
      pause();
      try {
        look(look % DECISION == 0);
      } catch (RuntimeException | Error fault) {
        // Such as a thread that cannot be had: the next look may have more luck.
        quiet = 0;
      }
    }
  }

  private void look(boolean decide) {
    for (int i = 0; i < all.size(); i++) {
      look(i);
    }
    if (decide) {
      carriers.setWorking(demand.decide(carriers.working(), all));
    }
  }

  private void pause() {
    boolean idle = all.stream().allMatch(Carrier::isAsleep);
    quiet = idle ? quiet + 1 : 0;
    if (quiet < QUIET) {
      LockSupport.parkNanos(PERIOD);
      return;
    }
    carriers.setWorking(1);
    resting = true;
    if (!all.stream().allMatch(Carrier::isAsleep)) {
      resting = false;
    }
    while (resting && !carriers.areDone()) {
      LockSupport.park(this);
    }
    quiet = 0;
  }

  private void look(int i) {
    long stage = all.get(i).stage();
    boolean stuck = stage == stages[i] && (stage & 1) == 1;
    stages[i] = stage;
    unchanged[i] = stuck ? unchanged[i] + 1 : 0;
    if (unchanged[i] >= STUCK) {
      unchanged[i] = 0;
      carriers.relieve(all.get(i), stage);
    }
  }
}
