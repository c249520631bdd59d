package io.heddle.spec.golden;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import org.jspecify.annotations.Nullable;

/**
 * Bytes, and what they are: a packet, or a reason to close the connection.
 *
 * @param version of the connection; of the packet itself for a CONNECT
 * @param bytes a whole packet
 * @param packet what a decoder makes of the bytes, or null when they are refused
 * @param reason the code of the refusal, or null when they are not
 * @param canonical whether an encoder makes these bytes of the packet; otherwise others that are
 *     shorter
 */
public record GoldenPacket(
    String name,
    Version version,
    byte[] bytes,
    @Nullable Packet packet,
    @Nullable ReasonCode reason,
    boolean canonical) {

  static GoldenPacket good(String name, Version version, String annotated, Packet packet) {
    return new GoldenPacket(name, version, Annotated.bytes(annotated), packet, null, true);
  }

  /** One that may be read, but that nobody who is brief writes. */
  static GoldenPacket longer(String name, Version version, String annotated, Packet packet) {
    return new GoldenPacket(name, version, Annotated.bytes(annotated), packet, null, false);
  }

  static GoldenPacket bad(String name, Version version, String annotated, ReasonCode reason) {
    return new GoldenPacket(name, version, Annotated.bytes(annotated), null, reason, false);
  }

  /** The packet type, 0 to 15. */
  public int type() {
    return (bytes[0] >> 4) & 0x0F;
  }

  /** Whether it is the decoder's to refuse these bytes, or whether they are a packet. */
  public boolean isRefused() {
    return packet == null;
  }

  /** Whether it is a packet of a type that clients send. */
  public boolean isFromClient() {
    return switch (type()) {
      case 1, 3, 4, 5, 6, 7, 8, 10, 12, 14, 15 -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return name + " (" + version + ")";
  }
}
