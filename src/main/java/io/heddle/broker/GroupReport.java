package io.heddle.broker;

import io.heddle.session.DropReason;
import java.util.Map;

/**
 * A share group at one moment.
 *
 * @param members sessions, connected or not
 * @param queued messages that wait for whoever has room
 * @param queuedBytes what they weigh
 * @param dropped messages that were dropped before a member had them, since the group began
 */
public record GroupReport(
    int members, int queued, long queuedBytes, Map<DropReason, Long> dropped) {}
