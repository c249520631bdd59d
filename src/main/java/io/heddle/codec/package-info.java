/**
 * The packet library: bytes to packets and back, for all three versions of the protocol and both
 * directions. The broker uses it, and so may whoever writes a client, a proxy or a test.
 *
 * <p>{@link io.heddle.codec.Packet} is the protocol on one page. {@link
 * io.heddle.codec.PacketReader} and {@link io.heddle.codec.PacketWriter} go around streams; without
 * them {@link io.heddle.codec.PacketDecoder} reads buffers and arrays, {@link
 * io.heddle.codec.Framing} finds packets in a run of bytes, and {@link
 * io.heddle.codec.PacketEncoder} writes them. {@link io.heddle.codec.PublishFrame} writes one
 * message for many receivers at once. Wrong bytes are a {@link io.heddle.codec.MalformedPacket},
 * which tells the Reason Code to close with; what no bytes can say is an {@code
 * IllegalArgumentException}.
 *
 * <p>The room starts no thread, writes no log and keeps no state beyond one connection's decoder.
 * It imports {@code io.heddle.mqtt} alone. Packets are immutable and may be shared; a decoder, a
 * reader and a writer belong to one thread at a time.
 */
@NullMarked
package io.heddle.codec;

import org.jspecify.annotations.NullMarked;
