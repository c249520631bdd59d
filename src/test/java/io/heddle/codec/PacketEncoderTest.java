package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Connect;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.codec.Packet.Puback;
import io.heddle.codec.Packet.Publish;
import io.heddle.codec.Packet.Pubrec;
import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.spec.golden.Annotated;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What older versions cannot say, and what nobody can. */
class PacketEncoderTest {
  private static final Properties TEXT =
      Properties.builder().add(Property.REASON_STRING, "why").build();
  private static final TopicFilter FILTER = TopicFilter.of("a");

  private static void assertWritten(String annotated, Packet packet, Version version) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        hex.formatHex(Annotated.bytes(annotated)),
        hex.formatHex(PacketEncoder.encode(packet, version)));
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
  void olderVersionsAreToldLess(Version old) {
    Properties alias = Properties.builder().add(Property.TOPIC_ALIAS, 1).build();
    TopicName topic = TopicName.of("a");
    assertWritten("40 02 0001", new Puback(1, ReasonCode.QUOTA_EXCEEDED, TEXT), old);
    assertWritten("50 02 0001", new Pubrec(1, ReasonCode.NO_MATCHING_SUBSCRIBERS, TEXT), old);
    assertWritten(
        "30 03 0001 'a'",
        new Publish(false, Qos.AT_MOST_ONCE, false, topic, 0, alias, Bytes.EMPTY),
        old);
    assertWritten("E0 00", new Disconnect(ReasonCode.SERVER_SHUTTING_DOWN, TEXT), old);
    assertWritten("B0 02 0001", new Unsuback(1, TEXT, List.of(ReasonCode.NOT_AUTHORIZED)), old);
    assertWritten(
        "90 05 0001 80 02 80",
        new Suback(
            1,
            TEXT,
            List.of(
                ReasonCode.NOT_AUTHORIZED, ReasonCode.GRANTED_QOS_2, ReasonCode.QUOTA_EXCEEDED)),
        old);
    Subscription options =
        new Subscription(FILTER, Qos.EXACTLY_ONCE, true, true, RetainHandling.DO_NOT_SEND, 9);
    assertWritten(
        "82 06 0001 0001 'a' 02", new Subscribe(1, Properties.NONE, List.of(options)), old);
    assertThrows(
        IllegalArgumentException.class,
        () -> PacketEncoder.encode(new Auth(ReasonCode.SUCCESS, Properties.NONE), old));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, 00",
    "UNSUPPORTED_PROTOCOL_VERSION, 01",
    "CLIENT_IDENTIFIER_NOT_VALID, 02",
    "SERVER_UNAVAILABLE, 03",
    "SERVER_BUSY, 03",
    "UNSPECIFIED_ERROR, 03",
    "QUOTA_EXCEEDED, 03",
    "CONNECTION_RATE_EXCEEDED, 03",
    "BAD_USER_NAME_OR_PASSWORD, 04",
    "NOT_AUTHORIZED, 05",
    "BANNED, 05",
    "BAD_AUTHENTICATION_METHOD, 05",
  })
  void aRefusalBecomesAReturnCode(ReasonCode reason, String code) {
    assertWritten("20 02 00 " + code, new Connack(false, reason, TEXT), Version.MQTT_3_1_1);
    assertWritten("20 02 00 " + code, new Connack(false, reason, TEXT), Version.MQTT_3_1);
  }

  @Test
  void aSessionIsPresentOnlyWhereItCanBeSaid() {
    assertWritten(
        "20 02 01 00", new Connack(true, ReasonCode.SUCCESS, Properties.NONE), Version.MQTT_3_1_1);
    assertWritten(
        "20 02 00 00", new Connack(true, ReasonCode.SUCCESS, Properties.NONE), Version.MQTT_3_1);
    assertWritten(
        "20 02 00 05",
        new Connack(true, ReasonCode.NOT_AUTHORIZED, Properties.NONE),
        Version.MQTT_3_1_1);
    assertWritten(
        "20 03 00 87 00",
        new Connack(true, ReasonCode.NOT_AUTHORIZED, Properties.NONE),
        Version.MQTT_5_0);
  }

  @Test
  void aSubscriptionIdentifierMayStandInTheSubscriptionsAlone() {
    Subscription numbered = Subscription.of(FILTER, Qos.AT_MOST_ONCE).withIdentifier(5);
    Subscription other = numbered.withIdentifier(6);
    assertWritten(
        "82 09 0001 02 0B 05 0001 'a' 00",
        new Subscribe(1, Properties.NONE, List.of(numbered)),
        Version.MQTT_5_0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PacketEncoder.encode(
                new Subscribe(1, Properties.NONE, List.of(numbered, other)), Version.MQTT_5_0));
  }

  private static Publish publish(Qos qos, TopicName topic, int id, Properties properties) {
    return new Publish(false, qos, false, topic, id, properties, Bytes.EMPTY);
  }

  static Stream<Packet> unspeakable() {
    TopicName topic = TopicName.of("a");
    Properties longText =
        Properties.builder().add(Property.CONTENT_TYPE, "x".repeat(65_536)).build();
    Properties half = Properties.builder().add(Property.CONTENT_TYPE, "\uD800").build();
    Properties zero = Properties.builder().user("a\0", "").build();
    return Stream.of(
        publish(Qos.AT_LEAST_ONCE, topic, 0, Properties.NONE),
        publish(Qos.EXACTLY_ONCE, topic, 65_536, Properties.NONE),
        publish(Qos.AT_MOST_ONCE, topic, 0, TEXT),
        publish(Qos.AT_MOST_ONCE, topic, 0, longText),
        publish(Qos.AT_MOST_ONCE, topic, 0, half),
        publish(Qos.AT_MOST_ONCE, topic, 0, zero),
        new Puback(0, ReasonCode.SUCCESS, Properties.NONE),
        new Puback(-1, ReasonCode.SUCCESS, Properties.NONE),
        new Pubrec(0, ReasonCode.QUOTA_EXCEEDED, Properties.NONE),
        new Subscribe(1, Properties.NONE, List.of()),
        new Unsubscribe(1, Properties.NONE, List.of()),
        new Unsubscribe(0, Properties.NONE, List.of(FILTER)),
        new Suback(0, Properties.NONE, List.of(ReasonCode.SUCCESS)),
        new Unsuback(65_536, Properties.NONE, List.of(ReasonCode.SUCCESS)),
        connect(65_536, null),
        connect(-1, null),
        connect(0, Bytes.wrap(new byte[65_536])),
        new Disconnect(ReasonCode.SUCCESS, longText));
  }

  private static Connect connect(int keepAlive, Bytes password) {
    return new Connect(
        Version.MQTT_5_0, "a", true, keepAlive, Properties.NONE, null, null, password);
  }

  @ParameterizedTest
  @MethodSource("unspeakable")
  void whatNoBytesCanSayIsRefused(Packet packet) {
    assertThrows(
        IllegalArgumentException.class, () -> PacketEncoder.encode(packet, Version.MQTT_5_0));
  }

  @Test
  void whatOnlyMqtt5CanSayIsRefusedBefore() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PacketEncoder.encode(
                publish(Qos.AT_MOST_ONCE, null, 0, Properties.NONE), Version.MQTT_3_1_1));
    Connect connect =
        new Connect(
            Version.MQTT_3_1_1, "a", true, 0, Properties.NONE, null, null, Bytes.utf8("password"));
    assertThrows(
        IllegalArgumentException.class, () -> PacketEncoder.encode(connect, Version.MQTT_3_1_1));
  }
}
