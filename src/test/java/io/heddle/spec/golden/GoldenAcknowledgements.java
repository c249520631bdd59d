package io.heddle.spec.golden;

import static io.heddle.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.heddle.mqtt.ReasonCode.PROTOCOL_ERROR;
import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.bad;
import static io.heddle.spec.golden.GoldenPacket.good;
import static io.heddle.spec.golden.GoldenPacket.longer;

import io.heddle.codec.Packet;
import io.heddle.codec.Packet.Puback;
import io.heddle.codec.Packet.Pubcomp;
import io.heddle.codec.Packet.Pubrec;
import io.heddle.codec.Packet.Pubrel;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.stream.Stream;

/** PUBACK, PUBREC, PUBREL, PUBCOMP. */
final class GoldenAcknowledgements {
  private interface Maker {
    Packet make(int packetId, ReasonCode reason, Properties properties);
  }

  static final List<GoldenPacket> ALL =
      Stream.of(
              four("puback", "40", Puback::new, ReasonCode.NO_MATCHING_SUBSCRIBERS, "10"),
              four("pubrec", "50", Pubrec::new, ReasonCode.QUOTA_EXCEEDED, "97"),
              four("pubrel", "62", Pubrel::new, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, "92"),
              four("pubcomp", "70", Pubcomp::new, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, "92"),
              refused("puback", "40"),
              refused("pubrec", "50"),
              refused("pubrel", "62"),
              refused("pubcomp", "70"),
              versions())
          .flatMap(List::stream)
          .toList();

  private GoldenAcknowledgements() {}

  private static List<GoldenPacket> four(
      String name, String first, Maker maker, ReasonCode reason, String code) {
    Properties text = Properties.builder().add(Property.REASON_STRING, "r").user("k", "v").build();
    Packet plain = maker.make(7, ReasonCode.SUCCESS, Properties.NONE);
    Packet failed = maker.make(7, reason, Properties.NONE);
    return List.of(
        good(name, MQTT_3_1, first + " 02 0007", plain),
        good(name, MQTT_3_1_1, first + " 02 0007", plain),
        good(name, MQTT_5_0, first + " 02 0007", plain),
        good(
            name + ": highest identifier",
            MQTT_5_0,
            first + " 02 FFFF",
            maker.make(65_535, ReasonCode.SUCCESS, Properties.NONE)),
        longer(name + ": success, said", MQTT_5_0, first + " 03 0007 00", plain),
        longer(
            name + ": success and no properties, said", MQTT_5_0, first + " 04 0007 00 00", plain),
        good(name + ": a reason", MQTT_5_0, first + " 03 0007 " + code, failed),
        longer(
            name + ": a reason and no properties",
            MQTT_5_0,
            first + " 04 0007 " + code + " 00",
            failed),
        good(
            name + ": all properties",
            MQTT_5_0,
            first + " 0F 0007 " + code + " 0B 1F 0001 'r' 26 0001 'k' 0001 'v'",
            maker.make(7, reason, text)));
  }

  private static List<GoldenPacket> refused(String name, String first) {
    return List.of(
        bad(name + ": Packet Identifier 0", MQTT_3_1_1, first + " 02 0000", PROTOCOL_ERROR),
        bad(name + ": Packet Identifier 0", MQTT_5_0, first + " 02 0000", PROTOCOL_ERROR),
        bad(name + ": empty", MQTT_5_0, first + " 00", MALFORMED_PACKET),
        bad(name + ": half an identifier", MQTT_3_1_1, first + " 01 00", MALFORMED_PACKET),
        bad(name + ": a reason", MQTT_3_1_1, first + " 03 0007 00", MALFORMED_PACKET),
        bad(name + ": a code of DISCONNECT", MQTT_5_0, first + " 03 0007 8E", PROTOCOL_ERROR),
        bad(name + ": a code of SUBACK", MQTT_5_0, first + " 03 0007 01", PROTOCOL_ERROR),
        bad(name + ": a code of nobody", MQTT_5_0, first + " 03 0007 7F", MALFORMED_PACKET),
        bad(
            name + ": Reason String twice",
            MQTT_5_0,
            first + " 0A 0007 00 06 1F 0000 1F 0000",
            PROTOCOL_ERROR),
        bad(
            name + ": a property of PUBLISH",
            MQTT_5_0,
            first + " 07 0007 00 03 23 0001",
            MALFORMED_PACKET),
        bad(
            name + ": a byte after the properties",
            MQTT_5_0,
            first + " 05 0007 00 00 00",
            MALFORMED_PACKET),
        bad(
            name + ": properties longer than the packet",
            MQTT_5_0,
            first + " 04 0007 00 01",
            MALFORMED_PACKET));
  }

  private static List<GoldenPacket> versions() {
    Packet release = new Pubrel(7, ReasonCode.SUCCESS, Properties.NONE);
    return List.of(
        longer("pubrel: DUP, as 3.1 sends it", MQTT_3_1, "6A 02 0007", release),
        bad("pubrel: DUP", MQTT_3_1_1, "6A 02 0007", MALFORMED_PACKET),
        bad("pubrel: DUP", MQTT_5_0, "6A 02 0007", MALFORMED_PACKET),
        bad("pubrel: no matching subscribers", MQTT_5_0, "62 03 0007 10", PROTOCOL_ERROR),
        bad("pubcomp: unspecified error", MQTT_5_0, "70 03 0007 80", PROTOCOL_ERROR),
        bad("puback: identifier not found", MQTT_5_0, "40 03 0007 92", PROTOCOL_ERROR));
  }
}
