package io.heddle.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets from a stream, for those who write clients, proxies and tests. Reads ahead: nobody
 * else may read the stream. Its buffer begins with 4 KB, grows with the bytes that have come, never
 * by a length that is only announced, and is given back after a large packet. Used by one thread.
 */
public final class PacketReader {
  private static final int INITIAL_CAPACITY = 4096;

  /** A larger buffer is given back as soon as it is empty. */
  private static final int KEPT_CAPACITY = 64 * 1024;

  private static final int SHORTEST_PACKET = 2;

  private final InputStream in;
  private final PacketDecoder decoder;
  private final int maxPacketSize;
  private byte[] buffer = new byte[INITIAL_CAPACITY];
  private int start;
  private int end;

  /**
   * A reader of a stream.
   *
   * @param in needs no buffer of its own; {@link #read} never closes it
   * @param decoder for a client one of its version, for a server {@link
   *     PacketDecoder#PacketDecoder() one} that learns it from CONNECT
   * @param maxPacketSize the most bytes that a packet may have, fixed header included; {@link
   *     Framing#MAX_PACKET_SIZE} for all there are
   * @throws IllegalArgumentException when that is less than the two bytes of the shortest packet
   */
  public PacketReader(InputStream in, PacketDecoder decoder, int maxPacketSize) {
    if (maxPacketSize < SHORTEST_PACKET) {
      throw new IllegalArgumentException("a packet has at least 2 bytes, not " + maxPacketSize);
    }
    this.in = in;
    this.decoder = decoder;
    this.maxPacketSize = maxPacketSize;
  }

  /**
   * The next packet, waiting for it.
   *
   * @return the packet, or null at the end of the stream
   * @throws EOFException when the stream ends within a packet
   * @throws IOException as the stream throws it; what has come stays here, so after a {@link
   *     java.net.SocketTimeoutException} the next call goes on
   * @throws MalformedPacket when what comes is no packet; the reader is then of no further use
   */
  public @Nullable Packet read() throws IOException, MalformedPacket {
    while (true) {
      int length = Framing.packetLength(buffer, start, end - start, maxPacketSize);
      if (length > 0 && length <= end - start) {
        Packet packet = decoder.decode(buffer, start, length);
        start += length;
        return packet;
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxPacketSize));
    } else if (end == 0 && buffer.length > KEPT_CAPACITY) {
      buffer = new byte[INITIAL_CAPACITY];
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      if (end > 0) {
        throw new EOFException("the stream ends within a packet");
      }
      return false;
    }
    end += count;
    return true;
  }
}
