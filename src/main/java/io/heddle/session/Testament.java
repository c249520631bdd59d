package io.heddle.session;

import io.heddle.mqtt.Will;

/**
 * A Will, and who looks at it before it is published. Both come with a connection and stay
 * together: a session may have another connection, or none, when the Will is published, and nobody
 * but the client that left it is to be asked about. Immutable.
 *
 * @param review called by any thread that may block, and never under a lock
 */
public record Testament(Will will, WillReview review) {}
