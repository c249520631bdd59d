package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the commonest answers. An acknowledgement of success is four bytes in every version.
 */
final class AckBytes {
  private static final byte[] PINGRESP = {(byte) 0xD0, 0};

  private AckBytes() {}

  static byte[] pubrel(int packetId) {
    return acknowledgement(0x62, packetId);
  }

  private static byte[] acknowledgement(int first, int packetId) {
    return new byte[] {(byte) first, 2, (byte) (packetId >>> 8), (byte) packetId};
  }

  /** The bytes of an answer that is the same in every version, or null for any other. */
  static byte @Nullable [] quick(Packet packet) {
    return switch (packet) {
      case Packet.Puback p when isPlain(p.reason(), p.properties()) ->
          acknowledgement(0x40, p.packetId());
      case Packet.Pubrec p when isPlain(p.reason(), p.properties()) ->
          acknowledgement(0x50, p.packetId());
      case Packet.Pubrel p when isPlain(p.reason(), p.properties()) -> pubrel(p.packetId());
      case Packet.Pubcomp p when isPlain(p.reason(), p.properties()) ->
          acknowledgement(0x70, p.packetId());
      case Packet.Pingresp ignored -> PINGRESP;
      default -> null;
    };
  }

  private static boolean isPlain(ReasonCode reason, Properties properties) {
    return reason == ReasonCode.SUCCESS && properties.isEmpty();
  }

  /** An answer without what a person is told; CONNACK and DISCONNECT as they are. */
  static Packet terse(Packet packet) {
    return switch (packet) {
      case Packet.Puback p -> bare(p);
      case Packet.Pubrec p -> bare(p);
      case Packet.Suback p -> bare(p);
      case Packet.Unsuback p -> bare(p);
      case Packet.Auth p -> bare(p);
      default -> packet;
    };
  }

  /** The packet without the properties that it can do without. */
  static Packet bare(Packet packet) {
    return switch (packet) {
      case Packet.Puback p -> new Packet.Puback(p.packetId(), p.reason(), Properties.NONE);
      case Packet.Pubrec p -> new Packet.Pubrec(p.packetId(), p.reason(), Properties.NONE);
      case Packet.Suback p -> new Packet.Suback(p.packetId(), Properties.NONE, p.reasons());
      case Packet.Unsuback p -> new Packet.Unsuback(p.packetId(), Properties.NONE, p.reasons());
      case Packet.Auth p -> new Packet.Auth(p.reason(), AuthProperties.bare(p.properties()));
      case Packet.Disconnect p -> new Packet.Disconnect(p.reason(), Properties.NONE);
      default -> packet;
    };
  }
}
