package io.heddle.session;

import java.time.Duration;

/**
 * The limits of every session.
 *
 * @param inflight the most unacknowledged QoS 1 and 2 messages towards a client, 1 to 65,535; a
 *     client's Receive Maximum may lower it
 * @param queueMessages the most messages that wait in one session, at least 1
 * @param queueBytes the most bytes that wait in one session, by {@link
 *     io.heddle.mqtt.Message#weight}
 * @param queueTotalBytes the most bytes that wait in all sessions together
 * @param policy what happens to a message that finds the queue full
 * @param blockTimeout how long a publisher waits at most under {@link QueuePolicy#BLOCK}
 * @param queueQos0 whether QoS 0 messages for an absent client are queued too
 */
public record SessionOptions(
    int inflight,
    int queueMessages,
    long queueBytes,
    long queueTotalBytes,
    QueuePolicy policy,
    Duration blockTimeout,
    boolean queueQos0) {}
