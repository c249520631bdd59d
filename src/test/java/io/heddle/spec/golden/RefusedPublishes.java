package io.heddle.spec.golden;

import java.util.List;
import java.util.stream.Stream;

/** PUBLISH as nobody may send it. */
final class RefusedPublishes {
  private static final String PACKETS =
      """
      publish: QoS 3                              | 3.1   | 36 07 0003 'a/b' 0001              | MALFORMED_PACKET
      publish: QoS 3                              | 3.1.1 | 36 07 0003 'a/b' 0001              | MALFORMED_PACKET
      publish: QoS 3                              | 5.0   | 3E 08 0003 'a/b' 0001 00           | MALFORMED_PACKET
      publish: DUP at QoS 0                       | 3.1.1 | 38 05 0003 'a/b'                   | MALFORMED_PACKET
      publish: DUP at QoS 0                       | 5.0   | 39 06 0003 'a/b' 00                | MALFORMED_PACKET
      publish: Packet Identifier 0                | 3.1.1 | 32 07 0003 'a/b' 0000              | PROTOCOL_ERROR
      publish: Packet Identifier 0                | 5.0   | 34 08 0003 'a/b' 0000 00           | PROTOCOL_ERROR
      publish: no Packet Identifier               | 3.1.1 | 32 05 0003 'a/b'                   | MALFORMED_PACKET
      publish: half a Packet Identifier           | 5.0   | 32 06 0003 'a/b' 01                | MALFORMED_PACKET
      publish: no properties                      | 5.0   | 30 05 0003 'a/b'                   | MALFORMED_PACKET
      publish: empty                              | 3.1.1 | 30 00                              | MALFORMED_PACKET
      publish: half a length                      | 3.1.1 | 30 01 00                           | MALFORMED_PACKET
      publish: topic longer than the packet       | 3.1.1 | 30 05 0004 'a/b'                   | MALFORMED_PACKET
      publish: no topic                           | 3.1.1 | 30 03 0000 'x'                     | MALFORMED_PACKET
      publish: neither topic nor alias            | 5.0   | 30 04 0000 00 'x'                  | PROTOCOL_ERROR
      publish: + in the topic                     | 3.1.1 | 30 05 0003 'a/+'                   | MALFORMED_PACKET
      publish: # in the topic                     | 3.1.1 | 30 03 0001 '#'                     | MALFORMED_PACKET
      publish: + in the topic                     | 5.0   | 30 06 0003 'a+b' 00                | MALFORMED_PACKET
      publish: # in the topic                     | 5.0   | 30 06 0003 'a/#' 00                | MALFORMED_PACKET
      publish: Property Length into nothing       | 5.0   | 30 05 0001 'a' 02 01               | MALFORMED_PACKET
      publish: a value longer than the properties | 5.0   | 30 0A 0001 'a' 04 09 0002 'c' 'pp' | MALFORMED_PACKET
      publish: Property Length not minimal        | 5.0   | 30 05 0001 'a' 8000                | MALFORMED_PACKET
      """;

  /** What stands behind the Property Length. */
  private static final String PROPERTIES =
      """
      Topic Alias 0                         | 23 0000                 | TOPIC_ALIAS_INVALID
      Topic Alias twice                     | 23 0001 23 0001         | PROTOCOL_ERROR
      Payload Format Indicator 2            | 01 02                   | PROTOCOL_ERROR
      Payload Format Indicator twice        | 01 01 01 01             | PROTOCOL_ERROR
      Message Expiry Interval twice         | 02 00000001 02 00000001 | PROTOCOL_ERROR
      Content Type twice                    | 03 0000 03 0000         | PROTOCOL_ERROR
      Response Topic twice                  | 08 0001 'r' 08 0001 'r' | PROTOCOL_ERROR
      Correlation Data twice                | 09 0000 09 0000         | PROTOCOL_ERROR
      Subscription Identifier 0             | 0B 00                   | PROTOCOL_ERROR
      Subscription Identifier not minimal   | 0B 8100                 | MALFORMED_PACKET
      Subscription Identifier of five bytes | 0B 8080808001           | MALFORMED_PACKET
      + in the Response Topic               | 08 0003 'a/+'           | MALFORMED_PACKET
      empty Response Topic                  | 08 0000                 | MALFORMED_PACKET
      a property of CONNECT                 | 11 00000001             | MALFORMED_PACKET
      a property of the Will                | 18 00000001             | MALFORMED_PACKET
      a property of answers                 | 1F 0001 'r'             | MALFORMED_PACKET
      an unknown property                   | 04 00                   | MALFORMED_PACKET
      an identifier without a value         | 23                      | MALFORMED_PACKET
      half a value                          | 02 0000                 | MALFORMED_PACKET
      """;

  static final List<GoldenPacket> ALL =
      Stream.of(
              RefusedTable.packets(PACKETS),
              RefusedTable.properties("publish", "30 %02X 0001 'a' %02X", 4, PROPERTIES, ""))
          .flatMap(List::stream)
          .toList();

  private RefusedPublishes() {}
}
