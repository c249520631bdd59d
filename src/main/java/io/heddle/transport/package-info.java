/**
 * Sockets to links: listeners that accept, and the {@code Link} that a connection reads from and
 * writes to.
 *
 * <p>The only room that knows what a socket is. Accepting runs on one thread for each listener;
 * everything else on the threads of the connections.
 */
@NullMarked
package io.heddle.transport;

import org.jspecify.annotations.NullMarked;
