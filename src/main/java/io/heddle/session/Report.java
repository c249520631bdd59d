package io.heddle.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session at one moment.
 *
 * @param outlet the connection that is attached, or null
 * @param subscriptions their number
 * @param queued messages that wait
 * @param queuedBytes their bytes, by {@link io.heddle.mqtt.Message#weight}
 * @param inflight messages that were sent and not acknowledged
 * @param unreleased QoS 2 messages of the client that it has not released
 * @param expirySeconds that it outlives its connection
 * @param createdAt milliseconds of the epoch
 * @param movedAt milliseconds of the epoch, when its client came or left last
 * @param everQueued messages that had to wait, ever
 * @param delivered messages that were given to connections, ever
 * @param dropped messages that were dropped, ever
 */
public record Report(
    String clientId,
    @Nullable Outlet outlet,
    int subscriptions,
    int queued,
    long queuedBytes,
    int inflight,
    int unreleased,
    long expirySeconds,
    long createdAt,
    long movedAt,
    long everQueued,
    long delivered,
    Map<DropReason, Long> dropped) {

  /** The session as it is now; null when it has ended. */
  public static @Nullable Report of(Session session) {
    session.lock.lock();
    try {
      DeliveryQueue queue = session.outbound.queue();
      return session.ended
          ? null
          : new Report(
              session.clientId(),
              session.outlet,
              session.subscriptions.size(),
              queue.size(),
              queue.bytes(),
              session.outbound.inflight().size(),
              session.inbound.size(),
              session.expirySeconds,
              session.history().createdAt(),
              session.history().movedAt(),
              queue.added(),
              session.ledger.delivered(session.outlet),
              session.ledger.dropped());
    } finally {
      session.lock.unlock();
    }
  }
}
