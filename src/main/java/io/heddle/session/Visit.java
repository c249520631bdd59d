package io.heddle.session;

import io.heddle.mqtt.Will;
import org.jspecify.annotations.Nullable;

/**
 * What a connection brings to its session.
 *
 * @param outlet the way to the client
 * @param expirySeconds seconds that the session outlives the connection; 0 ends it with the
 *     connection, 4,294,967,295 is for ever
 * @param receiveMaximum the most unacknowledged messages the client takes, 1 to 65,535
 * @param will what to publish when the client leaves without a word, or null
 */
public record Visit(Outlet outlet, long expirySeconds, int receiveMaximum, @Nullable Will will) {}
