package io.heddle.codec;

import io.heddle.mqtt.Version;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes packets to a stream, for those who write clients, proxies and tests. Used by one thread.
 */
public final class PacketWriter {
  private final OutputStream out;
  private final Version version;

  /**
   * A writer to a stream, in one version.
   *
   * @param out needs no buffer of its own; it is never closed here
   * @param version the version that is spoken; a {@link Packet.Connect} is written in its own
   */
  public PacketWriter(OutputStream out, Version version) {
    this.out = out;
    this.version = version;
  }

  /**
   * Writes a packet with one call of the stream, and flushes.
   *
   * @param packet any of the fifteen
   * @throws IOException as the stream throws it
   * @throws IllegalArgumentException as {@link PacketEncoder#encode} throws it; nothing is then
   *     written
   */
  public void write(Packet packet) throws IOException {
    out.write(PacketEncoder.encode(packet, version));
    out.flush();
  }
}
