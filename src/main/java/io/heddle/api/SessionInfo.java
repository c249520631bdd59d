package io.heddle.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session at one moment. Made by the broker alone: its constructor grows with it.
 *
 * @param connected whether its client is
 * @param createdAt when it began
 * @param since when its client came or left last
 * @param expiry how long it outlives the connection; null for ever
 * @param subscriptions their number
 * @param queuedMessages messages that wait
 * @param queuedBytes what those weigh, as {@code queue.bytes} counts
 * @param inflight messages that were sent and not acknowledged
 * @param unreleased QoS 2 messages of the client that it has not released
 * @param deliveries what became of its messages since it began
 */
public record SessionInfo(
    String clientId,
    boolean connected,
    Instant createdAt,
    Instant since,
    @Nullable Duration expiry,
    int subscriptions,
    int queuedMessages,
    long queuedBytes,
    int inflight,
    int unreleased,
    Deliveries deliveries) {}
