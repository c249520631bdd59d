package io.heddle.session;

import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Sends what was read from the disk to the client of a session. */
record QueueOfSession(Session session) implements ReadAhead.Owner {
  @Override
  public Lock guard() {
    return session.lock;
  }

  @Override
  public Delivery.@Nullable Origin origin() {
    return null;
  }

  @Override
  public void arrived(Shuttle shuttle) {
    session.arrived(() -> {}, shuttle);
  }
}
