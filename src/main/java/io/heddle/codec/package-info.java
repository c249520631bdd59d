/**
 * Bytes to packets and back, for all three versions of the protocol.
 *
 * <p>{@link io.heddle.codec.Packet} is the protocol on one page. {@link io.heddle.codec.Framing}
 * finds packets in a run of bytes, {@link io.heddle.codec.PacketDecoder} reads them, {@link
 * io.heddle.codec.PacketEncoder} writes them, and {@link io.heddle.codec.PublishFrame} writes one
 * message for many receivers at once. Input and output are only in {@link
 * io.heddle.codec.PacketReader} and {@link io.heddle.codec.PacketWriter}, which a client or a test
 * may put around its streams.
 *
 * <p>The room starts no thread, writes no log and keeps no state beyond one connection's decoder.
 * It imports {@code io.heddle.mqtt} alone. Packets are immutable and may be shared; a decoder
 * belongs to one thread.
 */
@NullMarked
package io.heddle.codec;

import org.jspecify.annotations.NullMarked;
