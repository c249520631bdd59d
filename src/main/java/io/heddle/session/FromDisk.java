package io.heddle.session;

import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Takes over what comes from the disk for a session, and sends what may be sent. */
public record FromDisk(Session session) implements ReadAhead.Owner {
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
    arrived(() -> {}, shuttle);
  }

  /**
   * Takes something over under the session's lock, and sends what may be sent then. Flushes
   * nothing.
   */
  public void arrived(Runnable takeOver, Shuttle shuttle) {
    Attachment latest;
    session.lock.lock();
    try {
      takeOver.run();
      latest = new Attachment(session, session.epoch, null);
    } finally {
      session.lock.unlock();
    }
    latest.drained(shuttle);
  }
}
