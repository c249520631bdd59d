package io.heddle.session;

import org.jspecify.annotations.Nullable;

/** Whoever acts in the place of a client, be that connected or not. Safe for use by any thread. */
public final class Deputy {
  private Deputy() {}

  /**
   * A hold on the session as it is now; null when it has ended. It becomes stale like a
   * connection's: when one comes, or the session ends.
   */
  public static @Nullable Attachment of(Session session) {
    session.lock.lock();
    try {
      return session.ended ? null : new Attachment(session, session.epoch, null);
    } finally {
      session.lock.unlock();
    }
  }
}
