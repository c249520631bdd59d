package io.heddle.spec.golden;

import java.util.List;

/** CONNACK, PINGREQ, PINGRESP, DISCONNECT, AUTH as nobody may send them. */
final class RefusedHandshakes {
  private static final String PACKETS =
      """
      connack: reserved flag                        | 3.1.1 | 20 02 02 00                         | MALFORMED_PACKET
      connack: reserved flag                        | 5.0   | 20 03 80 00 00                      | MALFORMED_PACKET
      connack: return code 6                        | 3.1.1 | 20 02 00 06                         | MALFORMED_PACKET
      connack: session present in a refusal         | 3.1.1 | 20 02 01 05                         | PROTOCOL_ERROR
      connack: session present in a refusal         | 5.0   | 20 03 01 87 00                      | PROTOCOL_ERROR
      connack: a code of DISCONNECT                 | 5.0   | 20 03 00 8E 00                      | PROTOCOL_ERROR
      connack: a code of nobody                     | 5.0   | 20 03 00 7F 00                      | MALFORMED_PACKET
      connack: no properties                        | 5.0   | 20 02 00 00                         | MALFORMED_PACKET
      connack: properties                           | 3.1.1 | 20 03 00 00 00                      | MALFORMED_PACKET
      connack: Maximum QoS 2                        | 5.0   | 20 05 00 00 02 24 02                | PROTOCOL_ERROR
      connack: Retain Available 2                   | 5.0   | 20 05 00 00 02 25 02                | PROTOCOL_ERROR
      connack: Shared Subscription Available 2      | 5.0   | 20 05 00 00 02 2A 02                | PROTOCOL_ERROR
      connack: Receive Maximum 0                    | 5.0   | 20 06 00 00 03 21 0000              | PROTOCOL_ERROR
      connack: a property of CONNECT                | 5.0   | 20 05 00 00 02 17 01                | MALFORMED_PACKET
      disconnect: a byte too many                   | 3.1.1 | E0 01 00                            | MALFORMED_PACKET
      disconnect: a byte too many                   | 5.0   | E0 03 00 00 00                      | MALFORMED_PACKET
      disconnect: a code of PUBACK                  | 5.0   | E0 01 10                            | PROTOCOL_ERROR
      disconnect: a code of CONNACK                 | 5.0   | E0 01 84                            | PROTOCOL_ERROR
      disconnect: a code of nobody                  | 5.0   | E0 01 FF                            | MALFORMED_PACKET
      disconnect: properties longer than the packet | 5.0   | E0 02 00 01                         | MALFORMED_PACKET
      disconnect: Session Expiry Interval twice     | 5.0   | E0 0C 00 0A 11 00000000 11 00000000 | PROTOCOL_ERROR
      disconnect: a property of AUTH                | 5.0   | E0 06 00 04 15 0001 'm'             | MALFORMED_PACKET
      auth: before 5.0                              | 3.1   | F0 00                               | MALFORMED_PACKET
      auth: before 5.0                              | 3.1.1 | F0 06 18 04 15 0001 'm'             | MALFORMED_PACKET
      auth: no Property Length                      | 5.0   | F0 01 18                            | MALFORMED_PACKET
      auth: no method                               | 5.0   | F0 02 18 00                         | PROTOCOL_ERROR
      auth: data without method                     | 5.0   | F0 06 18 04 16 0001 'd'             | PROTOCOL_ERROR
      auth: method twice                            | 5.0   | F0 0A 18 08 15 0001 'm' 15 0001 'm' | PROTOCOL_ERROR
      auth: a code of DISCONNECT                    | 5.0   | F0 06 8C 04 15 0001 'm'             | PROTOCOL_ERROR
      auth: a byte too many                         | 5.0   | F0 07 18 04 15 0001 'm' 00          | MALFORMED_PACKET
      pingreq: a byte too many                      | 3.1   | C0 01 00                            | MALFORMED_PACKET
      pingreq: a byte too many                      | 3.1.1 | C0 01 00                            | MALFORMED_PACKET
      pingreq: a byte too many                      | 5.0   | C0 01 00                            | MALFORMED_PACKET
      pingresp: a byte too many                     | 3.1   | D0 01 00                            | MALFORMED_PACKET
      pingresp: a byte too many                     | 3.1.1 | D0 01 00                            | MALFORMED_PACKET
      pingresp: a byte too many                     | 5.0   | D0 01 00                            | MALFORMED_PACKET
      """;

  static final List<GoldenPacket> ALL = RefusedTable.packets(PACKETS);

  private RefusedHandshakes() {}
}
