package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import org.jspecify.annotations.Nullable;

/** The bytes of answers. An acknowledgement of success is four bytes in every version. */
final class AckBytes {
  private static final byte[] PINGRESP = {(byte) 0xD0, 0};

  private AckBytes() {}

  static byte[] pubrel(int packetId) {
    return acknowledgement(0x62, packetId);
  }

  private static byte[] acknowledgement(int first, int packetId) {
    return new byte[] {(byte) first, 2, (byte) (packetId >>> 8), (byte) packetId};
  }

  /** A packet larger than the client takes goes without its properties {@code [MQTT-3.2.2-19]}. */
  static byte[] encode(Packet packet, Version version, long packetSizeMax) {
    byte[] quick = quick(packet);
    if (quick != null) {
      return quick;
    }
    byte[] full = PacketEncoder.encode(packet, version);
    return full.length <= packetSizeMax ? full : PacketEncoder.encode(bare(packet), version);
  }

  private static byte @Nullable [] quick(Packet packet) {
    return switch (packet) {
      case Packet.Puback(int id, ReasonCode reason, Properties properties)
          when reason == ReasonCode.SUCCESS && properties.isEmpty() ->
          acknowledgement(0x40, id);
      case Packet.Pubrec(int id, ReasonCode reason, Properties properties)
          when reason == ReasonCode.SUCCESS && properties.isEmpty() ->
          acknowledgement(0x50, id);
      case Packet.Pubcomp(int id, ReasonCode reason, Properties properties)
          when reason == ReasonCode.SUCCESS && properties.isEmpty() ->
          acknowledgement(0x70, id);
      case Packet.Pingresp ignored -> PINGRESP;
      default -> null;
    };
  }

  private static Packet bare(Packet packet) {
    return switch (packet) {
      case Packet.Puback p -> new Packet.Puback(p.packetId(), p.reason(), Properties.NONE);
      case Packet.Pubrec p -> new Packet.Pubrec(p.packetId(), p.reason(), Properties.NONE);
      case Packet.Suback p -> new Packet.Suback(p.packetId(), Properties.NONE, p.reasons());
      case Packet.Unsuback p -> new Packet.Unsuback(p.packetId(), Properties.NONE, p.reasons());
      default -> packet;
    };
  }
}
