/**
 * One client, one virtual thread: from CONNECT to the last byte.
 *
 * <p>A connection reads packets from its {@code Link}, a port that {@code transport} fills, and
 * answers each by asking {@code broker} and {@code session}. What differs between the versions of
 * the protocol is in {@code Dialect}; the way out is the {@code Outbox} and its writer, a second
 * virtual thread that lives while there is something to write.
 */
@NullMarked
package io.heddle.connection;

import org.jspecify.annotations.NullMarked;
