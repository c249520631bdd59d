package io.heddle.session;

import io.heddle.mqtt.ReasonCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The QoS 2 messages that a client sends over one attachment: the receiving side of exactly once.
 * Safe for use by any thread. A stale one does nothing, but for {@link #routed}.
 */
public final class Receiving {
  private final Session session;
  private final long epoch;
  private final Shuttle shuttle;

  Receiving(Session session, long epoch, Shuttle shuttle) {
    this.shuttle = shuttle;
    this.session = session;
    this.epoch = epoch;
  }

  /**
   * A QoS 2 PUBLISH came. Answers whether it is new and must be routed, and then {@link #routed}
   * must be called. While the same identifier is being routed for a connection that was displaced,
   * waits for the end of that, at most the given time.
   *
   * @throws TimeoutException when that time is over: nobody knows the answer yet
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean arrive(int packetId, long waitMillis)
      throws InterruptedException, TimeoutException {
    session.lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
      while (session.epoch == epoch) {
        switch (session.inbound.arrive(packetId)) {
          case NEW -> {
            return true;
          }
          case REPEATED -> {
            session.diary.leaveMark(shuttle);
            return false;
          }
          case ARRIVING -> {
            if (left <= 0) {
              throw new TimeoutException("message " + packetId + " is still being routed");
            }
            left = session.changed.awaitNanos(left);
          }
        }
      }
      return false;
    } finally {
      session.lock.unlock();
    }
  }

  /**
   * The message with this identifier is routed, with this answer. Counts also when the hold is
   * stale: it was routed.
   */
  public void routed(int packetId, ReasonCode reason) {
    session.lock.lock();
    try {
      session.inbound.routed(packetId, reason);
      session.diary.leaveMark(shuttle);
    } finally {
      session.lock.unlock();
    }
  }

  /** PUBREL came. Answers whether the identifier was known. */
  public boolean release(int packetId) {
    session.lock.lock();
    try {
      boolean known = session.epoch != epoch || session.inbound.release(packetId);
      session.diary.leaveMark(shuttle);
      return known;
    } finally {
      session.lock.unlock();
    }
  }
}
