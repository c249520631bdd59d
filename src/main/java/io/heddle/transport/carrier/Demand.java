package io.heddle.transport.carrier;

import java.util.List;

/**
 * How many carriers the load needs. More as soon as those at work are busy, fewer only when they
 * were not for a while. Belongs to the {@link Watch}.
 */
final class Demand {
  /** The part of its time that a carrier may be busy before it gets help. */
  private static final double HIGH = 0.7;

  /** The part of its time that a carrier is to be busy after others were sent home. */
  private static final double LOW = 0.35;

  /** Decisions in a row before there are fewer. */
  private static final int PATIENCE = 3;

  private final int most;
  private long lastBusy;
  private long lastTime = System.nanoTime();
  private int low;

  Demand(int most) {
    this.most = most;
  }

  /** How many shall work, given how many do and what all have done. */
  int decide(int working, List<Carrier> all) {
    long busy = all.stream().mapToLong(Carrier::busy).sum();
    long time = System.nanoTime();
    double load = (double) (busy - lastBusy) / Math.max(1, time - lastTime);
    lastBusy = busy;
    lastTime = time;
    return next(working, load);
  }

  /** The same for a load: in carriers that are busy all the time. */
  int next(int working, double load) {
    if (load > HIGH * working) {
      low = 0;
      return Math.min(most, working * 2);
    }
    int enough = Math.max(1, (int) Math.ceil(load / LOW));
    low = enough < working ? low + 1 : 0;
    if (low < PATIENCE) {
      return working;
    }
    low = 0;
    return enough;
  }
}
