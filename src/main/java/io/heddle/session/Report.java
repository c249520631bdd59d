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
 * @param oldestAt milliseconds of the epoch, when the first of them came; 0 when that is not known
 * @param inflight messages that were sent and not acknowledged
 * @param inflightMax as many may be: the client's Receive Maximum, or less
 * @param unreleased QoS 2 messages of the client that it has not released
 * @param expirySeconds that it outlives its connection
 * @param createdAt milliseconds of the epoch
 * @param movedAt milliseconds of the epoch, when its client came or left last
 * @param everQueued messages that had to wait, ever
 * @param delivered messages that were given to connections, ever
 * @param dropped messages that were dropped, ever
 * @param waitsFor the client in whose queue its own thread waits for room; null for none
 */
public record Report(
    String clientId,
    @Nullable Outlet outlet,
    int subscriptions,
    int queued,
    long queuedBytes,
    long oldestAt,
    int inflight,
    int inflightMax,
    int unreleased,
    long expirySeconds,
    long createdAt,
    long movedAt,
    long everQueued,
    long delivered,
    Map<DropReason, Long> dropped,
    @Nullable String waitsFor) {

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
              queue.coming().since(),
              session.outbound.inflight().size(),
              session.outbound.inflight().limit(),
              session.inbound.size(),
              session.expirySeconds,
              session.history().createdAt(),
              session.history().movedAt(),
              queue.coming().number(),
              session.ledger.delivered(session.outlet),
              session.ledger.dropped(),
              session.waitsFor instanceof Session other ? other.clientId() : null);
    } finally {
      session.lock.unlock();
    }
  }
}
