/**
 * MQTT over WebSocket, over any link: the HTTP request that begins it, and the frames that carry
 * the client's bytes.
 *
 * <p>Knows the port {@code connection.Link}, neither sockets nor MQTT. Helidon reads the HTTP
 * request; only {@code HttpHead} and {@code Request} know it, and they are loaded with the first
 * WebSocket listener, so that nobody else needs Helidon. Its web server is not used: sockets,
 * threads, TLS and limits are the same as those of TCP.
 *
 * <p>It has no threads of its own: everything runs on the threads of the connections. {@code
 * FrameWriter} says which lock guards what.
 */
@NullMarked
package io.heddle.transport.ws;

import org.jspecify.annotations.NullMarked;
