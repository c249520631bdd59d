package io.heddle.session;

import io.heddle.mqtt.Will;
import org.jspecify.annotations.Nullable;

/**
 * What a session is at one moment, besides its subscriptions and messages.
 *
 * @param owner the user name of its client; null for an anonymous one
 * @param createdAt milliseconds of the epoch
 * @param movedAt milliseconds of the epoch, when its client came or left last
 * @param attached whether its client is connected
 * @param expirySeconds that it outlives its connection; 0 ends it with the connection
 * @param will what is still to be published, or null
 */
public record Standing(
    String clientId,
    @Nullable String owner,
    long createdAt,
    long movedAt,
    boolean attached,
    long expirySeconds,
    @Nullable Will will) {}
