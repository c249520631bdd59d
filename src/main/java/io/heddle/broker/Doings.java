package io.heddle.broker;

import io.heddle.api.ClientNow;
import java.util.List;

/**
 * What the way out to a client, and the threads behind it, do at one moment.
 *
 * @param outboxBytes bytes that are on their way to the client
 * @param receiveMaximum messages of the client that may be without an acknowledgement
 */
public record Doings(
    List<ClientNow.Worker> workers,
    long outboxBytes,
    int receiveMaximum,
    List<ClientNow.RecentPacket> packets) {}
