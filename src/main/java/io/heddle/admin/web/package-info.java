/**
 * HTTP for the room: a socket server whose connections Helidon serves, and requests and answers as
 * plain records. Helidon is known here alone.
 *
 * <p>Helidon's own server is not started: that would set a serial filter for the whole JVM (see
 * docs/decisions/0014). Each connection has one virtual thread, which reads, answers and may block;
 * one more accepts.
 */
@NullMarked
package io.heddle.admin.web;

import org.jspecify.annotations.NullMarked;
