/**
 * MQTT over WebSocket, over any link: the HTTP request that begins it, and the frames that carry
 * the client's bytes.
 *
 * <p>Helidon speaks HTTP and reads the frames; {@code Opening} is a connection as it sees it, over
 * a link that may have TLS below. Sockets, threads and limits are the same as those of TCP. The
 * classes here are loaded with the first WebSocket listener, so that nobody else needs Helidon.
 *
 * <p>Knows the port {@code connection.Link}, neither sockets nor MQTT. It has no threads of its
 * own: everything runs on the threads of the connections. {@code FrameWriter} says which lock
 * guards what.
 */
@NullMarked
package io.heddle.transport.ws;

import org.jspecify.annotations.NullMarked;
