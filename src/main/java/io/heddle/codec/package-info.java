/**
 * Bytes to packets and back, for MQTT 3.1, 3.1.1 and 5.0.
 *
 * <p>Does no IO, starts no thread and logs nothing. A framer, decoder or encoder belongs to the one
 * connection that made it and is used by that connection's thread alone.
 */
@NullMarked
package io.heddle.codec;

import org.jspecify.annotations.NullMarked;
