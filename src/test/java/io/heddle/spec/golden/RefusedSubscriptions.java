package io.heddle.spec.golden;

import static io.heddle.mqtt.ReasonCode.MALFORMED_PACKET;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.bad;

import java.util.List;
import java.util.stream.Stream;

/** SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK as nobody may send them. */
final class RefusedSubscriptions {
  private static final String PACKETS =
      """
      subscribe: no filter                          | 3.1.1 | 82 02 0001                            | PROTOCOL_ERROR
      subscribe: no filter                          | 5.0   | 82 03 0001 00                         | PROTOCOL_ERROR
      unsubscribe: no filter                        | 3.1.1 | A2 02 0001                            | PROTOCOL_ERROR
      unsubscribe: no filter                        | 5.0   | A2 03 0001 00                         | PROTOCOL_ERROR
      subscribe: Packet Identifier 0                | 3.1.1 | 82 06 0000 0001 'a' 00                | PROTOCOL_ERROR
      subscribe: Packet Identifier 0                | 5.0   | 82 07 0000 00 0001 'a' 00             | PROTOCOL_ERROR
      unsubscribe: Packet Identifier 0              | 3.1.1 | A2 05 0000 0001 'a'                   | PROTOCOL_ERROR
      unsubscribe: Packet Identifier 0              | 5.0   | A2 06 0000 00 0001 'a'                | PROTOCOL_ERROR
      subscribe: empty                              | 3.1.1 | 82 00                                 | MALFORMED_PACKET
      unsubscribe: empty                            | 3.1.1 | A2 00                                 | MALFORMED_PACKET
      subscribe: no options                         | 3.1.1 | 82 05 0001 0001 'a'                   | MALFORMED_PACKET
      subscribe: a second filter without options    | 5.0   | 82 0A 0001 00 0001 'a' 00 0001 'b'    | MALFORMED_PACKET
      subscribe: filter longer than the packet      | 3.1.1 | 82 06 0001 0003 'a' 00                | MALFORMED_PACKET
      unsubscribe: filter longer than the packet    | 3.1.1 | A2 05 0001 0002 'a'                   | MALFORMED_PACKET
      unsubscribe: half a length                    | 3.1.1 | A2 06 0001 0001 'a' 00                | MALFORMED_PACKET
      subscribe: QoS 3                              | 3.1.1 | 82 06 0001 0001 'a' 03                | MALFORMED_PACKET
      subscribe: QoS 3                              | 5.0   | 82 07 0001 00 0001 'a' 03             | PROTOCOL_ERROR
      subscribe: bit 2 before 5.0                   | 3.1.1 | 82 06 0001 0001 'a' 04                | MALFORMED_PACKET
      subscribe: bit 7 before 5.0                   | 3.1.1 | 82 06 0001 0001 'a' 81                | MALFORMED_PACKET
      subscribe: reserved bit 6                     | 5.0   | 82 07 0001 00 0001 'a' 40             | MALFORMED_PACKET
      subscribe: reserved bit 7                     | 5.0   | 82 07 0001 00 0001 'a' 80             | MALFORMED_PACKET
      subscribe: Retain Handling 3                  | 5.0   | 82 07 0001 00 0001 'a' 30             | PROTOCOL_ERROR
      subscribe: No Local on a share                | 5.0   | 82 10 0001 00 000A '$share/g/a' 04    | PROTOCOL_ERROR
      subscribe: wrong options of the second filter | 5.0   | 82 0B 0001 00 0001 'a' 00 0001 'b' 03 | PROTOCOL_ERROR
      subscribe: Subscription Identifier 0          | 5.0   | 82 09 0001 02 0B 00 0001 'a' 00       | PROTOCOL_ERROR
      subscribe: Subscription Identifier twice      | 5.0   | 82 0B 0001 04 0B 01 0B 02 0001 'a' 00 | PROTOCOL_ERROR
      subscribe: a property of PUBLISH              | 5.0   | 82 0A 0001 03 23 0001 0001 'a' 00     | MALFORMED_PACKET
      unsubscribe: Subscription Identifier          | 5.0   | A2 08 0001 02 0B 01 0001 'a'          | MALFORMED_PACKET
      subscribe: properties longer than the packet  | 5.0   | 82 07 0001 20 0001 'a' 00             | MALFORMED_PACKET
      suback: no code                               | 3.1.1 | 90 02 0001                            | PROTOCOL_ERROR
      suback: no code                               | 5.0   | 90 03 0001 00                         | PROTOCOL_ERROR
      suback: code 3                                | 3.1.1 | 90 03 0001 03                         | MALFORMED_PACKET
      suback: code 0x87 before 5.0                  | 3.1.1 | 90 03 0001 87                         | MALFORMED_PACKET
      suback: a code of UNSUBACK                    | 5.0   | 90 04 0001 00 11                      | PROTOCOL_ERROR
      suback: Packet Identifier 0                   | 5.0   | 90 04 0000 00 00                      | PROTOCOL_ERROR
      unsuback: a code before 5.0                   | 3.1.1 | B0 03 0001 00                         | MALFORMED_PACKET
      unsuback: no code                             | 5.0   | B0 03 0001 00                         | PROTOCOL_ERROR
      unsuback: a code of SUBACK                    | 5.0   | B0 04 0001 00 01                      | PROTOCOL_ERROR
      unsuback: Packet Identifier 0                 | 3.1.1 | B0 02 0000                            | PROTOCOL_ERROR
      """;

  static final List<GoldenPacket> ALL =
      Stream.of(RefusedTable.packets(PACKETS), filters()).flatMap(List::stream).toList();

  private RefusedSubscriptions() {}

  private static List<GoldenPacket> filters() {
    return Stream.of(
            "",
            "a#",
            "#/a",
            "a/#/b",
            "##",
            "a+",
            "+a/b",
            "a/b+",
            "++",
            "$share/g",
            "$share/g/",
            "$share//a",
            "$share/+/a",
            "$share/#/a",
            "$share/g+/a",
            "$share/g/a#",
            "$share/")
        .flatMap(filter ->
            Stream.of(
                bad(
                    "subscribe: filter '" + filter + "'",
                    MQTT_3_1_1,
                    subscribe(filter, "", "00"),
                    MALFORMED_PACKET),
                bad(
                    "subscribe: filter '" + filter + "'",
                    MQTT_5_0,
                    subscribe(filter, "00", "00"),
                    MALFORMED_PACKET),
                bad(
                    "unsubscribe: filter '" + filter + "'",
                    MQTT_5_0,
                    subscribe(filter, "00", "").replaceFirst("82", "A2"),
                    MALFORMED_PACKET)))
        .toList();
  }

  private static String subscribe(String filter, String properties, String options) {
    int length = 4 + filter.length() + (properties.length() + options.length()) / 2;
    return "82 %02X 0001 ".formatted(length)
        + properties
        + " %04X '".formatted(filter.length())
        + filter
        + "' "
        + options;
  }
}
