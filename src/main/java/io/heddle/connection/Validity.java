package io.heddle.connection;

import io.heddle.broker.Core;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Cancellable;
import io.heddle.session.Outlet;
import java.time.Duration;
import java.time.Instant;

/**
 * Ends a connection when the proof of its client does, by the time of day. Clients whose proof has
 * no end cost nothing. Safe for use by any thread.
 */
public final class Validity {
  /** After that time it looks at the clock again, which may have been set. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Core core;
  private final Outlet outlet;

  /** Guarded by this object, as the others. */
  private Instant until = Instant.MAX;

  private Cancellable next = () -> {};

  private Validity(Core core, Outlet outlet) {
    this.core = core;
    this.outlet = outlet;
  }

  /** Watches a connection. */
  static Validity watch(Core core, Outlet outlet, Instant until) {
    Validity validity = new Validity(core, outlet);
    validity.until(until);
    return validity;
  }

  /** The proof ends then; it takes the place of what was said before. */
  synchronized void until(Instant end) {
    until = end;
    next.cancel();
    if (!end.equals(Instant.MAX)) {
      next = core.timer().after(wait(end), this::look);
    }
  }

  private Duration wait(Instant end) {
    Duration left = Duration.between(core.clock().instant(), end);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(LOOK) < 0 ? left.plusMillis(1) : LOOK;
  }

  private void look() {
    if (isOver()) {
      outlet.end(ReasonCode.MAXIMUM_CONNECT_TIME, "its proof has ended");
    }
  }

  /** Whether it is over; if it is not, it is looked at again. */
  private synchronized boolean isOver() {
    Instant end = until;
    if (end.equals(Instant.MAX)) {
      return false;
    }
    if (!core.clock().instant().isBefore(end)) {
      return true;
    }
    until(end);
    return false;
  }

  /** The connection has ended. */
  public synchronized void stop() {
    until(Instant.MAX);
  }
}
