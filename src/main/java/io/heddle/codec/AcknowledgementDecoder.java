package io.heddle.codec;

import io.heddle.codec.Packet.Puback;
import io.heddle.codec.Packet.Pubcomp;
import io.heddle.codec.Packet.Pubrec;
import io.heddle.codec.Packet.Pubrel;
import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/** Reads the packets that answer others by their Packet Identifier. Stateless. */
final class AcknowledgementDecoder {
  private AcknowledgementDecoder() {}

  static Puback puback(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    ReasonCode reason = reason(in, hasProperties, Place.PUBACK);
    return new Puback(id, reason, end(in, hasProperties, Place.PUBACK));
  }

  static Pubrec pubrec(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    ReasonCode reason = reason(in, hasProperties, Place.PUBREC);
    return new Pubrec(id, reason, end(in, hasProperties, Place.PUBREC));
  }

  static Pubrel pubrel(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    ReasonCode reason = reason(in, hasProperties, Place.PUBREL);
    return new Pubrel(id, reason, end(in, hasProperties, Place.PUBREL));
  }

  static Pubcomp pubcomp(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    ReasonCode reason = reason(in, hasProperties, Place.PUBCOMP);
    return new Pubcomp(id, reason, end(in, hasProperties, Place.PUBCOMP));
  }

  static Suback suback(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    Properties properties =
        hasProperties ? PropertiesReader.read(in, Place.SUBACK) : Properties.NONE;
    List<ReasonCode> reasons = reasons(in, Place.SUBACK);
    if (!hasProperties) {
      requireOldCodes(reasons);
    }
    return new Suback(id, properties, reasons);
  }

  static Unsuback unsuback(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    if (!hasProperties) {
      in.requireEnd();
      return new Unsuback(id, Properties.NONE, List.of());
    }
    Properties properties = PropertiesReader.read(in, Place.UNSUBACK);
    return new Unsuback(id, properties, reasons(in, Place.UNSUBACK));
  }

  /** The code, which is left out when it says success and nothing follows. */
  private static ReasonCode reason(ByteReader in, boolean hasProperties, Place place)
      throws MalformedPacket {
    return hasProperties && in.hasMore() ? ReasonTable.read(in, place) : ReasonCode.SUCCESS;
  }

  /** The properties, which are left out when there are none, and nothing after them. */
  private static Properties end(ByteReader in, boolean hasProperties, Place place)
      throws MalformedPacket {
    Properties properties =
        hasProperties && in.hasMore() ? PropertiesReader.read(in, place) : Properties.NONE;
    in.requireEnd();
    return properties;
  }

  /** All codes that are left: one for each topic of the request, and a request has at least one. */
  private static List<ReasonCode> reasons(ByteReader in, Place place) throws MalformedPacket {
    List<ReasonCode> reasons = new ArrayList<>(in.remaining());
    while (in.hasMore()) {
      reasons.add(ReasonTable.read(in, place));
    }
    if (reasons.isEmpty()) {
      throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, place + " without a code");
    }
    return List.copyOf(reasons);
  }

  /** {@code [MQTT-3.9.3-2]} of 3.1.1. */
  private static void requireOldCodes(List<ReasonCode> reasons) throws MalformedPacket {
    for (ReasonCode reason : reasons) {
      if (reason.isError() && reason != ReasonCode.UNSPECIFIED_ERROR) {
        throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "a reserved return code in SUBACK");
      }
    }
  }
}
