package io.heddle.codec;

import static io.heddle.mqtt.Property.Place.AUTH;
import static io.heddle.mqtt.Property.Place.CONNACK;
import static io.heddle.mqtt.Property.Place.DISCONNECT;
import static io.heddle.mqtt.Property.Place.PUBACK;
import static io.heddle.mqtt.Property.Place.PUBCOMP;
import static io.heddle.mqtt.Property.Place.PUBREC;
import static io.heddle.mqtt.Property.Place.PUBREL;
import static io.heddle.mqtt.Property.Place.SUBACK;
import static io.heddle.mqtt.Property.Place.UNSUBACK;

import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which Reason Code may stand in which packet of MQTT 5.0: its table 2-6, and table 3-10 for
 * DISCONNECT {@code [MQTT-3.2.2-8] [MQTT-3.4.2-1] [MQTT-3.5.2-1] [MQTT-3.6.2-1] [MQTT-3.7.2-1]
 * [MQTT-3.9.3-2] [MQTT-3.11.3-2] [MQTT-3.14.2-1] [MQTT-3.15.2-1]}.
 */
final class ReasonTable {
  private static final Map<Place, Set<ReasonCode>> ALLOWED = new EnumMap<>(Place.class);

  static {
    for (ReasonCode reason : ReasonCode.values()) {
      for (Place place : places(reason)) {
        ALLOWED.computeIfAbsent(place, any -> EnumSet.noneOf(ReasonCode.class)).add(reason);
      }
    }
  }

  private ReasonTable() {}

  /** Reads a Reason Code that may stand in this packet. */
  static ReasonCode read(ByteReader in, Place place) throws MalformedPacket {
    ReasonCode reason = ReasonCode.of(in.oneByte());
    if (reason == null) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "a Reason Code that the standard does not know");
    }
    if (reason != ReasonCode.SUCCESS && !allows(place, reason)) {
      throw new MalformedPacket(
          ReasonCode.PROTOCOL_ERROR, "\"" + reason + "\" is no Reason Code of " + place);
    }
    return reason;
  }

  /** Whether the standard lets this packet have this code. */
  static boolean allows(Place place, ReasonCode reason) {
    Set<ReasonCode> allowed = ALLOWED.get(place);
    return allowed != null && allowed.contains(reason);
  }

  private static List<Place> places(ReasonCode reason) {
    return switch (reason) {
      case SUCCESS ->
          List.of(CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH);
      case GRANTED_QOS_1, GRANTED_QOS_2 -> List.of(SUBACK);
      case NO_MATCHING_SUBSCRIBERS -> List.of(PUBACK, PUBREC);
      case NO_SUBSCRIPTION_EXISTED -> List.of(UNSUBACK);
      case CONTINUE_AUTHENTICATION, RE_AUTHENTICATE -> List.of(AUTH);
      case PACKET_IDENTIFIER_IN_USE -> List.of(PUBACK, PUBREC, SUBACK, UNSUBACK);
      case PACKET_IDENTIFIER_NOT_FOUND -> List.of(PUBREL, PUBCOMP);
      case UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR, NOT_AUTHORIZED ->
          List.of(CONNACK, PUBACK, PUBREC, SUBACK, UNSUBACK, DISCONNECT);
      case TOPIC_FILTER_INVALID -> List.of(SUBACK, UNSUBACK, DISCONNECT);
      case TOPIC_NAME_INVALID, PAYLOAD_FORMAT_INVALID ->
          List.of(CONNACK, PUBACK, PUBREC, DISCONNECT);
      case QUOTA_EXCEEDED -> List.of(CONNACK, PUBACK, PUBREC, SUBACK, DISCONNECT);
      default -> connectionPlaces(reason);
    };
  }

  /** Of the codes that are about a connection, or about what a server cannot do at all. */
  private static List<Place> connectionPlaces(ReasonCode reason) {
    return switch (reason) {
      case UNSUPPORTED_PROTOCOL_VERSION, CLIENT_IDENTIFIER_NOT_VALID -> List.of(CONNACK);
      case BAD_USER_NAME_OR_PASSWORD, SERVER_UNAVAILABLE, BANNED -> List.of(CONNACK);
      case MALFORMED_PACKET, PROTOCOL_ERROR, PACKET_TOO_LARGE -> List.of(CONNACK, DISCONNECT);
      case RETAIN_NOT_SUPPORTED, QOS_NOT_SUPPORTED -> List.of(CONNACK, DISCONNECT);
      case SERVER_BUSY, CONNECTION_RATE_EXCEEDED -> List.of(CONNACK, DISCONNECT);
      case USE_ANOTHER_SERVER, SERVER_MOVED -> List.of(CONNACK, DISCONNECT);
      // Table 2-6 has it for DISCONNECT, table 3-10 has not: a failed re-authentication needs it.
      case BAD_AUTHENTICATION_METHOD -> List.of(CONNACK, DISCONNECT);
      case SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
          SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
          WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED ->
          List.of(SUBACK, DISCONNECT);
      default -> List.of(DISCONNECT);
    };
  }
}
