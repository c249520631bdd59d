/**
 * Bytes to packets and back, for all three versions of the protocol.
 *
 * <p>{@link io.heddle.codec.Packet} is the protocol on one page. The room does no input or output,
 * starts no thread, writes no log and keeps no state beyond one connection's decoder. It imports
 * {@code io.heddle.mqtt} alone. Packets are immutable and may be shared; a decoder belongs to one
 * thread.
 */
@NullMarked
package io.heddle.codec;

import org.jspecify.annotations.NullMarked;
