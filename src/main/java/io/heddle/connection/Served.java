package io.heddle.connection;

import io.heddle.broker.Arrivals;
import io.heddle.session.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a client once it is taken in. Belongs to the connection's thread.
 *
 * @param asksToLast whether its session is to outlive the connection, by what it asked for
 * @param pacer null when it may send as fast as it can
 */
record Served(
    Attachment attachment,
    Arrivals.Way way,
    boolean asksToLast,
    Publishing publishing,
    FilterRequests filters,
    Reauthentication reauthentication,
    KeepAlive keepAlive,
    @Nullable Pacer pacer) {}
