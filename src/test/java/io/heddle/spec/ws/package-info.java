/**
 * The dialogues of MQTT over WebSocket: the HTTP request, the frames, and how both ends close. They
 * know the bytes of RFC 6455, and nothing of who speaks it on the server's side or on what thread.
 */
@NullMarked
package io.heddle.spec.ws;

import org.jspecify.annotations.NullMarked;
