package io.heddle.transport;

import java.util.concurrent.TimeUnit;

/**
 * Lets something be said now and then that may happen a thousand times a second, and how often it
 * has: the log belongs to the operator, not to whoever keeps knocking. Belongs to one thread.
 */
final class Pacing {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private long happened;
  private long lastSaid;
  private boolean said;

  /**
   * It has happened. Answers how often since it was said last, and then it is to be said; 0 when
   * that was less than ten seconds ago.
   */
  long happened(long nanos) {
    happened++;
    if (said && nanos - lastSaid < PAUSE) {
      return 0;
    }
    long times = happened;
    happened = 0;
    lastSaid = nanos;
    said = true;
    return times;
  }
}
