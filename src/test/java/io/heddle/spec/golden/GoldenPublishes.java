package io.heddle.spec.golden;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.good;

import io.heddle.codec.Packet.Publish;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** PUBLISH. */
final class GoldenPublishes {
  private static final TopicName TOPIC = TopicName.of("a/b");
  private static final Bytes HI = Bytes.utf8("hi");

  private static final List<GoldenPacket> PLAIN =
      List.of(
          good(
              "publish: QoS 0",
              MQTT_3_1_1,
              """
              30 07        # PUBLISH, QoS 0
              0003 'a/b'
              'hi'
              """,
              new Publish(false, Qos.AT_MOST_ONCE, false, TOPIC, 0, Properties.NONE, HI)),
          good(
              "publish: QoS 1, again, retained",
              MQTT_3_1_1,
              "3B 09  0003 'a/b'  0001  'hi'",
              new Publish(true, Qos.AT_LEAST_ONCE, true, TOPIC, 1, Properties.NONE, HI)),
          good(
              "publish: QoS 2, nothing in it",
              MQTT_3_1,
              "34 07  0003 'a/b'  FFFF",
              new Publish(
                  false, Qos.EXACTLY_ONCE, false, TOPIC, 65_535, Properties.NONE, Bytes.EMPTY)),
          good(
              "publish: QoS 0, retained, nothing in it",
              MQTT_5_0,
              "31 06  0003 'a/b'  00",
              new Publish(false, Qos.AT_MOST_ONCE, true, TOPIC, 0, Properties.NONE, Bytes.EMPTY)),
          good(
              "publish: QoS 1",
              MQTT_5_0,
              "32 0A  0003 'a/b'  0102  00  'hi'",
              new Publish(false, Qos.AT_LEAST_ONCE, false, TOPIC, 0x0102, Properties.NONE, HI)),
          good(
              "publish: QoS 2, again",
              MQTT_5_0,
              "3C 0A  0003 'a/b'  0102  00  'hi'",
              new Publish(true, Qos.EXACTLY_ONCE, false, TOPIC, 0x0102, Properties.NONE, HI)),
          good(
              "publish: a topic that is a slash",
              MQTT_3_1_1,
              "30 03  0001 '/'",
              new Publish(
                  false,
                  Qos.AT_MOST_ONCE,
                  false,
                  TopicName.of("/"),
                  0,
                  Properties.NONE,
                  Bytes.EMPTY)));

  private static final Properties PROPERTIE_ALL =
      Properties.builder()
          .add(Property.PAYLOAD_FORMAT_INDICATOR, 0)
          .add(Property.MESSAGE_EXPIRY_INTERVAL, 0xFFFF_FFFFL)
          .add(Property.TOPIC_ALIAS, 65_535)
          .add(Property.RESPONSE_TOPIC, "r/t")
          .add(Property.CORRELATION_DATA, Bytes.wrap(new byte[] {1, 2}))
          .user("b", "1")
          .user("a", "2")
          .user("b", "1")
          .add(Property.SUBSCRIPTION_IDENTIFIER, 1)
          .add(Property.SUBSCRIPTION_IDENTIFIER, 128)
          .add(Property.SUBSCRIPTION_IDENTIFIER, 268_435_455)
          .add(Property.CONTENT_TYPE, "")
          .build();

  private static final Properties PROPERTIE_ALIAS =
      Properties.builder().add(Property.TOPIC_ALIAS, 1).build();

  private static final List<GoldenPacket> PROPERTIES =
      List.of(
          good(
              "publish: all properties, Subscription Identifiers and user properties repeated",
              MQTT_5_0,
              """
              30 3F  0003 'a/b'
              37
              01 00
              02 FFFFFFFF
              23 FFFF
              08 0003 'r/t'
              09 0002 0102
              26 0001 'b' 0001 '1'
              26 0001 'a' 0001 '2'
              26 0001 'b' 0001 '1'
              0B 01
              0B 8001
              0B FFFFFF7F
              03 0000
              'hi'
              """,
              new Publish(false, Qos.AT_MOST_ONCE, false, TOPIC, 0, PROPERTIE_ALL, HI)),
          good(
              "publish: an PROPERTIE_ALIAS for the topic",
              MQTT_5_0,
              "32 0A  0000  0007  03 23 0001  'hi'",
              new Publish(false, Qos.AT_LEAST_ONCE, false, null, 7, PROPERTIE_ALIAS, HI)),
          good(
              "publish: a topic and its alias",
              MQTT_5_0,
              "30 0B  0003 'a/b'  03 23 0001  'hi'",
              new Publish(false, Qos.AT_MOST_ONCE, false, TOPIC, 0, PROPERTIE_ALIAS, HI)));

  private static Publish sized(int payload) {
    byte[] bytes = new byte[payload];
    Arrays.fill(bytes, (byte) 'x');
    return new Publish(
        false, Qos.AT_MOST_ONCE, false, TOPIC, 0, Properties.NONE, Bytes.wrap(bytes));
  }

  private static final List<GoldenPacket> LENGTHS =
      List.of(
          good(
              "publish: Remaining Length 127", MQTT_3_1_1, "30 7F  0003 'a/b'  78*122", sized(122)),
          good(
              "publish: Remaining Length 128",
              MQTT_3_1_1,
              "30 8001  0003 'a/b'  78*123",
              sized(123)),
          good(
              "publish: Remaining Length 16,383",
              MQTT_3_1_1,
              "30 FF7F  0003 'a/b'  78*16378",
              sized(16_378)),
          good(
              "publish: Remaining Length 16,384",
              MQTT_3_1_1,
              "30 808001  0003 'a/b'  78*16379",
              sized(16_379)),
          good(
              "publish: a topic of 65,535 bytes",
              MQTT_3_1_1,
              "30 818004  FFFF 74*65535",
              new Publish(
                  false,
                  Qos.AT_MOST_ONCE,
                  false,
                  TopicName.of("t".repeat(65_535)),
                  0,
                  Properties.NONE,
                  Bytes.EMPTY)),
          good(
              "publish: properties of 128 bytes",
              MQTT_5_0,
              "30 8701  0003 'a/b'  8001  26 0001 'k' 007A 76*122",
              new Publish(
                  false,
                  Qos.AT_MOST_ONCE,
                  false,
                  TOPIC,
                  0,
                  Properties.builder().user("k", "v".repeat(122)).build(),
                  Bytes.EMPTY)));

  static final List<GoldenPacket> ALL =
      Stream.of(PLAIN, PROPERTIES, LENGTHS).flatMap(List::stream).toList();

  private GoldenPublishes() {}
}
