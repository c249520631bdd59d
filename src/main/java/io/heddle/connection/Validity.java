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

  /** No proof is good for longer. */
  private final Instant latest;

  /** Guarded by this object, as the others. */
  private Instant until = Instant.MAX;

  private Cancellable next = () -> {};

  private Validity(Core core, Outlet outlet, Instant latest) {
    this.core = core;
    this.outlet = outlet;
    this.latest = latest;
  }

  /**
   * Watches a connection.
   *
   * @param latest when it ends, whatever the client proves later
   */
  static Validity watch(Core core, Outlet outlet, Instant until, Instant latest) {
    Validity validity = new Validity(core, outlet, latest);
    validity.until(until);
    return validity;
  }

  /** The proof ends then; it takes the place of what was said before. */
  void until(Instant end) {
    await(end.isBefore(latest) ? end : latest);
  }

  private synchronized void await(Instant end) {
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
    await(end);
    return false;
  }

  /** The connection has ended. */
  public void stop() {
    await(Instant.MAX);
  }
}
