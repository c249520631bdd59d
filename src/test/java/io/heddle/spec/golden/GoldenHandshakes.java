package io.heddle.spec.golden;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.golden.GoldenPacket.good;
import static io.heddle.spec.golden.GoldenPacket.longer;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.codec.Packet.Pingreq;
import io.heddle.codec.Packet.Pingresp;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.stream.Stream;

/** CONNACK, PINGREQ, PINGRESP, DISCONNECT, AUTH. */
final class GoldenHandshakes {
  private static Connack connack(boolean present, ReasonCode reason) {
    return new Connack(present, reason, Properties.NONE);
  }

  private static final Properties CONNACK_ALL =
      Properties.builder()
          .add(Property.SESSION_EXPIRY_INTERVAL, 0)
          .add(Property.RECEIVE_MAXIMUM, 1)
          .add(Property.MAXIMUM_QOS, 1)
          .add(Property.RETAIN_AVAILABLE, 0)
          .add(Property.MAXIMUM_PACKET_SIZE, 1)
          .add(Property.ASSIGNED_CLIENT_IDENTIFIER, "id")
          .add(Property.TOPIC_ALIAS_MAXIMUM, 65_535)
          .add(Property.REASON_STRING, "r")
          .user("k", "v")
          .add(Property.WILDCARD_SUBSCRIPTION_AVAILABLE, 0)
          .add(Property.SUBSCRIPTION_IDENTIFIERS_AVAILABLE, 1)
          .add(Property.SHARED_SUBSCRIPTION_AVAILABLE, 0)
          .add(Property.SERVER_KEEP_ALIVE, 65_535)
          .add(Property.RESPONSE_INFORMATION, "i")
          .add(Property.SERVER_REFERENCE, "s")
          .add(Property.AUTHENTICATION_METHOD, "m")
          .add(Property.AUTHENTICATION_DATA, Bytes.EMPTY)
          .build();

  private static final List<GoldenPacket> CONNACKS =
      List.of(
          good("connack: accepted", MQTT_3_1, "20 02 00 00", connack(false, ReasonCode.SUCCESS)),
          good("connack: accepted", MQTT_3_1_1, "20 02 00 00", connack(false, ReasonCode.SUCCESS)),
          good(
              "connack: session present",
              MQTT_3_1_1,
              "20 02 01 00",
              connack(true, ReasonCode.SUCCESS)),
          longer(
              "connack: a byte that means nothing",
              MQTT_3_1,
              "20 02 01 00",
              connack(false, ReasonCode.SUCCESS)),
          good(
              "connack: version",
              MQTT_3_1_1,
              "20 02 00 01",
              connack(false, ReasonCode.UNSUPPORTED_PROTOCOL_VERSION)),
          good(
              "connack: identifier",
              MQTT_3_1_1,
              "20 02 00 02",
              connack(false, ReasonCode.CLIENT_IDENTIFIER_NOT_VALID)),
          good(
              "connack: unavailable",
              MQTT_3_1_1,
              "20 02 00 03",
              connack(false, ReasonCode.SERVER_UNAVAILABLE)),
          good(
              "connack: password",
              MQTT_3_1_1,
              "20 02 00 04",
              connack(false, ReasonCode.BAD_USER_NAME_OR_PASSWORD)),
          good(
              "connack: not authorized",
              MQTT_3_1,
              "20 02 00 05",
              connack(false, ReasonCode.NOT_AUTHORIZED)),
          good("connack: accepted", MQTT_5_0, "20 03 00 00 00", connack(false, ReasonCode.SUCCESS)),
          good(
              "connack: session present",
              MQTT_5_0,
              "20 03 01 00 00",
              connack(true, ReasonCode.SUCCESS)),
          good("connack: banned", MQTT_5_0, "20 03 00 8A 00", connack(false, ReasonCode.BANNED)),
          good(
              "connack: all properties",
              MQTT_5_0,
              """
              20 3F 00 00
              3C
              11 00000000  21 0001  24 01  25 00  27 00000001
              12 0002 'id'  22 FFFF  1F 0001 'r'  26 0001 'k' 0001 'v'
              28 00  29 01  2A 00  13 FFFF
              1A 0001 'i'  1C 0001 's'  15 0001 'm'  16 0000
              """,
              new Connack(false, ReasonCode.SUCCESS, CONNACK_ALL)));

  private static List<GoldenPacket> pings() {
    return Stream.of(MQTT_3_1, MQTT_3_1_1, MQTT_5_0)
        .flatMap(version ->
            Stream.of(
                good("pingreq", version, "C0 00", new Pingreq()),
                good("pingresp", version, "D0 00", new Pingresp())))
        .toList();
  }

  private static Disconnect disconnect(ReasonCode reason) {
    return new Disconnect(reason, Properties.NONE);
  }

  private static final Properties DISCONNECT_ALL =
      Properties.builder()
          .add(Property.SESSION_EXPIRY_INTERVAL, 1)
          .add(Property.REASON_STRING, "why")
          .user("", "")
          .add(Property.SERVER_REFERENCE, "s")
          .build();

  private static final List<GoldenPacket> DISCONNECTS =
      List.of(
          good("disconnect", MQTT_3_1, "E0 00", disconnect(ReasonCode.SUCCESS)),
          good("disconnect", MQTT_3_1_1, "E0 00", disconnect(ReasonCode.SUCCESS)),
          good("disconnect: normal", MQTT_5_0, "E0 00", disconnect(ReasonCode.SUCCESS)),
          longer("disconnect: normal, said", MQTT_5_0, "E0 01 00", disconnect(ReasonCode.SUCCESS)),
          longer(
              "disconnect: normal, said at length",
              MQTT_5_0,
              "E0 02 00 00",
              disconnect(ReasonCode.SUCCESS)),
          good(
              "disconnect: with Will",
              MQTT_5_0,
              "E0 01 04",
              disconnect(ReasonCode.DISCONNECT_WITH_WILL)),
          longer(
              "disconnect: shutting down, no properties",
              MQTT_5_0,
              "E0 02 8B 00",
              disconnect(ReasonCode.SERVER_SHUTTING_DOWN)),
          good(
              "disconnect: all properties",
              MQTT_5_0,
              "E0 16 9C  14  11 00000001  1F 0003 'why'  26 0000 0000  1C 0001 's'",
              new Disconnect(ReasonCode.USE_ANOTHER_SERVER, DISCONNECT_ALL)));

  private static final Properties AUTH_METHOD =
      Properties.builder().add(Property.AUTHENTICATION_METHOD, "m").build();

  private static final Properties AUTH_ALL =
      AUTH_METHOD.toBuilder()
          .add(Property.AUTHENTICATION_DATA, Bytes.utf8("d"))
          .add(Property.REASON_STRING, "")
          .user("k", "v")
          .build();

  private static final List<GoldenPacket> AUTHS =
      List.of(
          good("auth: success", MQTT_5_0, "F0 00", new Auth(ReasonCode.SUCCESS, Properties.NONE)),
          good(
              "auth: success with method",
              MQTT_5_0,
              "F0 06 00 04 15 0001 'm'",
              new Auth(ReasonCode.SUCCESS, AUTH_METHOD)),
          good(
              "auth: continue",
              MQTT_5_0,
              "F0 06 18 04 15 0001 'm'",
              new Auth(ReasonCode.CONTINUE_AUTHENTICATION, AUTH_METHOD)),
          good(
              "auth: all properties",
              MQTT_5_0,
              "F0 14 19  12  15 0001 'm'  16 0001 'd'  1F 0000  26 0001 'k' 0001 'v'",
              new Auth(ReasonCode.RE_AUTHENTICATE, AUTH_ALL)));

  static final List<GoldenPacket> ALL =
      Stream.of(CONNACKS, pings(), DISCONNECTS, AUTHS).flatMap(List::stream).toList();

  private GoldenHandshakes() {}
}
