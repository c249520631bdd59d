/**
 * A small MQTT client for the commands {@code pub}, {@code sub}, {@code rr} and {@code bench}, over
 * the packet library: TCP, TLS or WebSocket, MQTT 3.1 to 5.0.
 *
 * <p>A {@code Connection} has no thread of its own. Whoever reads it is one thread, the caller's,
 * and on it the keep alive and the answers to QoS 1 and 2 happen as well; any thread may write, and
 * no lock is held meanwhile.
 */
@NullMarked
package io.heddle.cli.client;

import org.jspecify.annotations.NullMarked;
