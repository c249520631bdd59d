package io.heddle.spec.golden;

import java.util.List;
import java.util.stream.Stream;

/** CONNECT as nobody may send it. */
final class RefusedConnects {
  private static final String PACKETS =
      """
      connect: level 0                                  | 3.1.1 | 10 0D 0004 'MQTT' 00 02 003C 0001 'a'                     | UNSUPPORTED_PROTOCOL_VERSION
      connect: MQTT with level 3                        | 3.1.1 | 10 0D 0004 'MQTT' 03 02 003C 0001 'a'                     | UNSUPPORTED_PROTOCOL_VERSION
      connect: level 6                                  | 5.0   | 10 0E 0004 'MQTT' 06 02 003C 00 0001 'a'                  | UNSUPPORTED_PROTOCOL_VERSION
      connect: Mosquitto's bridge                       | 3.1.1 | 10 0D 0004 'MQTT' 84 02 003C 0001 'a'                     | UNSUPPORTED_PROTOCOL_VERSION
      connect: MQIsdp with level 4                      | 3.1   | 10 0F 0006 'MQIsdp' 04 02 003C 0001 'a'                   | UNSUPPORTED_PROTOCOL_VERSION
      connect: unknown level before a wrong flag        | 5.0   | 10 0E 0004 'MQTT' 09 FF 003C 00 0001 'a'                  | UNSUPPORTED_PROTOCOL_VERSION
      connect: another protocol name                    | 3.1.1 | 10 0D 0004 'mqtt' 04 02 003C 0001 'a'                     | UNSUPPORTED_PROTOCOL_VERSION
      connect: no protocol name                         | 3.1.1 | 10 09 0000 04 02 003C 0001 'a'                            | UNSUPPORTED_PROTOCOL_VERSION
      connect: reserved flag                            | 3.1.1 | 10 0D 0004 'MQTT' 04 03 003C 0001 'a'                     | MALFORMED_PACKET
      connect: reserved flag                            | 5.0   | 10 0E 0004 'MQTT' 05 03 003C 00 0001 'a'                  | MALFORMED_PACKET
      connect: Will of QoS 3                            | 3.1.1 | 10 12 0004 'MQTT' 04 1E 003C 0001 'a' 0001 'w' 0000       | MALFORMED_PACKET
      connect: Will of QoS 3                            | 5.0   | 10 14 0004 'MQTT' 05 1E 003C 00 0001 'a' 00 0001 'w' 0000 | MALFORMED_PACKET
      connect: Will QoS without Will                    | 3.1.1 | 10 0D 0004 'MQTT' 04 0A 003C 0001 'a'                     | MALFORMED_PACKET
      connect: Will QoS without Will                    | 5.0   | 10 0E 0004 'MQTT' 05 12 003C 00 0001 'a'                  | MALFORMED_PACKET
      connect: Will Retain without Will                 | 3.1.1 | 10 0D 0004 'MQTT' 04 22 003C 0001 'a'                     | MALFORMED_PACKET
      connect: Will Retain without Will                 | 5.0   | 10 0E 0004 'MQTT' 05 22 003C 00 0001 'a'                  | MALFORMED_PACKET
      connect: password without user name               | 3.1.1 | 10 11 0004 'MQTT' 04 42 003C 0001 'a' 0002 'pw'           | MALFORMED_PACKET
      connect: password without user name               | 3.1   | 10 13 0006 'MQIsdp' 03 42 003C 0001 'a' 0002 'pw'         | MALFORMED_PACKET
      connect: empty                                    | 3.1.1 | 10 00                                                     | MALFORMED_PACKET
      connect: ends within the protocol name            | 3.1.1 | 10 05 0004 'MQT'                                          | MALFORMED_PACKET
      connect: ends before the level                    | 3.1.1 | 10 06 0004 'MQTT'                                         | MALFORMED_PACKET
      connect: ends before the flags                    | 3.1.1 | 10 07 0004 'MQTT' 04                                      | MALFORMED_PACKET
      connect: ends within the keep alive               | 3.1.1 | 10 09 0004 'MQTT' 04 02 00                                | MALFORMED_PACKET
      connect: no client identifier                     | 3.1.1 | 10 0A 0004 'MQTT' 04 02 003C                              | MALFORMED_PACKET
      connect: no properties                            | 5.0   | 10 0A 0004 'MQTT' 05 02 003C                              | MALFORMED_PACKET
      connect: client identifier longer than the packet | 3.1.1 | 10 0D 0004 'MQTT' 04 02 003C FFFF 'a'                     | MALFORMED_PACKET
      connect: no user name                             | 3.1.1 | 10 0D 0004 'MQTT' 04 82 003C 0001 'a'                     | MALFORMED_PACKET
      connect: no password                              | 3.1.1 | 10 10 0004 'MQTT' 04 C2 003C 0001 'a' 0001 'u'            | MALFORMED_PACKET
      connect: no Will                                  | 3.1.1 | 10 0D 0004 'MQTT' 04 06 003C 0001 'a'                     | MALFORMED_PACKET
      connect: no Will payload                          | 5.0   | 10 12 0004 'MQTT' 05 06 003C 00 0001 'a' 00 0001 'w'      | MALFORMED_PACKET
      connect: a byte too many                          | 3.1.1 | 10 0E 0004 'MQTT' 04 02 003C 0001 'a' 00                  | MALFORMED_PACKET
      connect: a user name without its flag             | 5.0   | 10 11 0004 'MQTT' 05 02 003C 00 0001 'a' 0001 'u'         | MALFORMED_PACKET
      connect: empty Will Topic                         | 3.1.1 | 10 11 0004 'MQTT' 04 06 003C 0001 'a' 0000 0000           | MALFORMED_PACKET
      connect: wildcard in the Will Topic               | 3.1.1 | 10 14 0004 'MQTT' 04 06 003C 0001 'a' 0003 'w/+' 0000     | MALFORMED_PACKET
      connect: wildcard in the Will Topic               | 5.0   | 10 14 0004 'MQTT' 05 06 003C 00 0001 'a' 00 0001 '#' 0000 | MALFORMED_PACKET
      connect: properties longer than the packet        | 5.0   | 10 0E 0004 'MQTT' 05 02 003C 7F 0001 'a'                  | MALFORMED_PACKET
      connect: Property Length not minimal              | 5.0   | 10 0F 0004 'MQTT' 05 02 003C 8000 0001 'a'                | MALFORMED_PACKET
      connect: Property Length of five bytes            | 5.0   | 10 12 0004 'MQTT' 05 02 003C 8080808001 0001 'a'          | MALFORMED_PACKET
      """;

  /** What stands between the Property Length and the client identifier. */
  private static final String PROPERTIES =
      """
      Receive Maximum 0                              | 21 0000                 | PROTOCOL_ERROR
      Maximum Packet Size 0                          | 27 00000000             | PROTOCOL_ERROR
      Request Problem Information 2                  | 17 02                   | PROTOCOL_ERROR
      Request Response Information 255               | 19 FF                   | PROTOCOL_ERROR
      Authentication Data without method             | 16 0001 'd'             | PROTOCOL_ERROR
      Session Expiry Interval twice                  | 11 00000001 11 00000001 | PROTOCOL_ERROR
      Receive Maximum twice                          | 21 0001 21 0002         | PROTOCOL_ERROR
      Authentication Method twice                    | 15 0001 'm' 15 0001 'm' | PROTOCOL_ERROR
      unknown property 0x00                          | 00 00                   | MALFORMED_PACKET
      unknown property 0x7F                          | 7F 00                   | MALFORMED_PACKET
      unknown property of two bytes                  | 8001 00                 | MALFORMED_PACKET
      a property of PUBLISH                          | 23 0001                 | MALFORMED_PACKET
      Will Delay Interval outside the Will           | 18 00000001             | MALFORMED_PACKET
      identifier of a property in two bytes, not one | 9100 00000001           | MALFORMED_PACKET
      ends within a value                            | 11 0000                 | MALFORMED_PACKET
      ends within a user property                    | 26 0001 'k' 0002 'v'    | MALFORMED_PACKET
      """;

  /** What stands in the Will Properties. */
  private static final String WILL_PROPERTIES =
      """
      Session Expiry Interval        | 11 00000001             | MALFORMED_PACKET
      Topic Alias                    | 23 0001                 | MALFORMED_PACKET
      Will Delay Interval twice      | 18 00000001 18 00000001 | PROTOCOL_ERROR
      Payload Format Indicator 2     | 01 02                   | PROTOCOL_ERROR
      wildcard in the Response Topic | 08 0003 'r/#'           | MALFORMED_PACKET
      """;

  static final List<GoldenPacket> ALL =
      Stream.of(
              RefusedTable.packets(PACKETS),
              RefusedTable.properties(
                  "connect", "10 %02X 0004 'MQTT' 05 02 003C %02X", 14, PROPERTIES, "0001 'a'"),
              RefusedTable.properties(
                  "connect: Will",
                  "10 %02X 0004 'MQTT' 05 06 003C 00 0001 'a' %02X",
                  20,
                  WILL_PROPERTIES,
                  "0001 'w' 0000"))
          .flatMap(List::stream)
          .toList();

  private RefusedConnects() {}
}
