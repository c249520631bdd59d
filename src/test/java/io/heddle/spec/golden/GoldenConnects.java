package io.heddle.spec.golden;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.good;
import static io.heddle.spec.golden.GoldenPacket.longer;

import io.heddle.codec.Packet.Connect;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CONNECT. */
final class GoldenConnects {
  private static final TopicName WILL_TOPIC = TopicName.of("w/t");

  private static Connect anonymous(
      Version version, String clientId, Properties properties, @Nullable Will will) {
    return new Connect(version, clientId, true, 60, properties, will, null, null);
  }

  private static final List<GoldenPacket> PLAIN =
      List.of(
          good(
              "connect: nothing but an identifier",
              MQTT_3_1,
              """
              10 0F                # CONNECT
              0006 'MQIsdp' 03     # protocol name and level
              02 003C              # Clean Session; keep alive 60 s
              0001 'a'             # client identifier
              """,
              anonymous(MQTT_3_1, "a", Properties.NONE, null)),
          good(
              "connect: nothing but an identifier",
              MQTT_3_1_1,
              "10 0D  0004 'MQTT' 04  02 003C  0001 'a'",
              anonymous(MQTT_3_1_1, "a", Properties.NONE, null)),
          good(
              "connect: nothing but an identifier",
              MQTT_5_0,
              "10 0E  0004 'MQTT' 05  02 003C  00  0001 'a'",
              anonymous(MQTT_5_0, "a", Properties.NONE, null)),
          good(
              "connect: no identifier",
              MQTT_5_0,
              "10 0D  0004 'MQTT' 05  02 003C  00  0000",
              anonymous(MQTT_5_0, "", Properties.NONE, null)),
          good(
              "connect: persistent session, no keep alive",
              MQTT_3_1_1,
              "10 0D  0004 'MQTT' 04  00 0000  0001 'a'",
              new Connect(MQTT_3_1_1, "a", false, 0, Properties.NONE, null, null, null)));

  private static final Will FULL_WILL =
      new Will(WILL_TOPIC, Bytes.utf8("gone"), Qos.AT_LEAST_ONCE, true, Properties.NONE, 0);

  private static final List<GoldenPacket> FULL =
      List.of(
          good(
              "connect: everything",
              MQTT_3_1_1,
              """
              10 28
              0004 'MQTT' 04
              EE 000A              # user name, password, Will retained at QoS 1, Clean Session; 10 s
              0003 'cid'
              0003 'w/t' 0004 'gone'
              0004 'user' 0006 'secret'
              """,
              new Connect(
                  MQTT_3_1_1,
                  "cid",
                  true,
                  10,
                  Properties.NONE,
                  FULL_WILL,
                  "user",
                  Bytes.utf8("secret"))),
          good(
              "connect: everything",
              MQTT_3_1,
              "10 2A 0006 'MQIsdp' 03 EE 000A 0003 'cid' 0003 'w/t' 0004 'gone' 0004 'user' 0006 'secret'",
              new Connect(
                  MQTT_3_1,
                  "cid",
                  true,
                  10,
                  Properties.NONE,
                  FULL_WILL,
                  "user",
                  Bytes.utf8("secret"))),
          longer(
              "connect: flags of a user name and a password that are not there, as 3.1 allows",
              MQTT_3_1,
              "10 0F  0006 'MQIsdp' 03  C2 003C  0001 'a'",
              anonymous(MQTT_3_1, "a", Properties.NONE, null)),
          good(
              "connect: password without user name",
              MQTT_5_0,
              "10 12  0004 'MQTT' 05  42 003C  00  0001 'a'  0002 'pw'",
              new Connect(MQTT_5_0, "a", true, 60, Properties.NONE, null, null, Bytes.utf8("pw"))),
          good(
              "connect: empty user name and password",
              MQTT_3_1_1,
              "10 11  0004 'MQTT' 04  C2 003C  0001 'a'  0000  0000",
              new Connect(MQTT_3_1_1, "a", true, 60, Properties.NONE, null, "", Bytes.EMPTY)));

  private static final Properties WILL_WILLPROPERTIES =
      Properties.builder()
          .add(Property.PAYLOAD_FORMAT_INDICATOR, 1)
          .add(Property.MESSAGE_EXPIRY_INTERVAL, 3600)
          .add(Property.CONTENT_TYPE, "text")
          .add(Property.RESPONSE_TOPIC, "r")
          .add(Property.CORRELATION_DATA, Bytes.utf8("c"))
          .user("k", "v")
          .build();

  private static final List<GoldenPacket> WILLS =
      List.of(
          good(
              "connect: a Will with all properties",
              MQTT_5_0,
              """
              10 38
              0004 'MQTT' 05 16 003C 00    # Will at QoS 2
              0001 'a'
              22                           # Will Properties
              01 01
              02 00000E10
              03 0004 'text'
              08 0001 'r'
              09 0001 'c'
              26 0001 'k' 0001 'v'
              18 00000005                  # Will Delay Interval
              0003 'w/t'
              0000
              """,
              anonymous(
                  MQTT_5_0,
                  "a",
                  Properties.NONE,
                  new Will(
                      WILL_TOPIC, Bytes.EMPTY, Qos.EXACTLY_ONCE, false, WILL_WILLPROPERTIES, 5))),
          longer(
              "connect: a Will Delay Interval of 0",
              MQTT_5_0,
              "10 1B  0004 'MQTT' 05  06 003C  00  0001 'a'  05 18 00000000  0003 'w/t' 0000",
              anonymous(
                  MQTT_5_0,
                  "a",
                  Properties.NONE,
                  new Will(WILL_TOPIC, Bytes.EMPTY, Qos.AT_MOST_ONCE, false, Properties.NONE, 0))),
          good(
              "connect: a Will Delay Interval of 0xFFFFFFFF",
              MQTT_5_0,
              "10 1B  0004 'MQTT' 05  06 003C  00  0001 'a'  05 18 FFFFFFFF  0003 'w/t' 0000",
              anonymous(
                  MQTT_5_0,
                  "a",
                  Properties.NONE,
                  new Will(
                      WILL_TOPIC,
                      Bytes.EMPTY,
                      Qos.AT_MOST_ONCE,
                      false,
                      Properties.NONE,
                      0xFFFF_FFFFL))));

  private static final Properties PROPERTIE_ALL =
      Properties.builder()
          .add(Property.SESSION_EXPIRY_INTERVAL, 0xFFFF_FFFFL)
          .add(Property.RECEIVE_MAXIMUM, 65_535)
          .add(Property.MAXIMUM_PACKET_SIZE, 0x8000_0000L)
          .add(Property.TOPIC_ALIAS_MAXIMUM, 0)
          .add(Property.REQUEST_RESPONSE_INFORMATION, 1)
          .add(Property.REQUEST_PROBLEM_INFORMATION, 0)
          .user("k", "1")
          .user("k", "2")
          .add(Property.AUTHENTICATION_METHOD, "m")
          .add(Property.AUTHENTICATION_DATA, Bytes.wrap(new byte[] {0, (byte) 0xFF}))
          .build();

  private static final List<GoldenPacket> PROPERTIES =
      List.of(
          good(
              "connect: all properties, a user property twice, and in no order of identifiers",
              MQTT_5_0,
              """
              10 39
              0004 'MQTT' 05 02 003C
              2B
              11 FFFFFFFF
              21 FFFF
              27 80000000
              22 0000
              19 01
              17 00
              26 0001 'k' 0001 '1'
              26 0001 'k' 0001 '2'
              15 0001 'm'
              16 0002 00FF
              0001 'a'
              """,
              anonymous(MQTT_5_0, "a", PROPERTIE_ALL, null)));

  static final List<GoldenPacket> ALL =
      Stream.of(PLAIN, FULL, WILLS, PROPERTIES).flatMap(List::stream).toList();

  private GoldenConnects() {}
}
