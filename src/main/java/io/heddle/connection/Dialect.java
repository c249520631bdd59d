package io.heddle.connection;

import io.heddle.broker.Sessions;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Utf8;
import io.heddle.mqtt.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs in behaviour, not in bytes, between the versions of the protocol. The one place that
 * asks.
 */
enum Dialect {
  MQTT_3_1,
  MQTT_3_1_1,
  MQTT_5_0;

  static Dialect of(Version version) {
    return switch (version) {
      case MQTT_3_1 -> MQTT_3_1;
      case MQTT_3_1_1 -> MQTT_3_1_1;
      case MQTT_5_0 -> MQTT_5_0;
    };
  }

  /**
   * Whether a client that names no Client Identifier gets one {@code [MQTT-3.1.3-6]
   * [MQTT-3.1.3-8]}.
   */
  boolean assignsClientId(boolean cleanStart) {
    return switch (this) {
      case MQTT_3_1 -> false;
      case MQTT_3_1_1 -> cleanStart;
      case MQTT_5_0 -> true;
    };
  }

  /** Why a Client Identifier is too long, in words; null when it is not. */
  @Nullable String tooLong(String clientId, ConnectionOptions options) {
    boolean characters = this == MQTT_3_1;
    int most = characters ? options.clientIdMax31() : options.clientIdMax();
    int length =
        characters ? clientId.codePointCount(0, clientId.length()) : Utf8.encode(clientId).length;
    return length <= most
        ? null
        : "a Client Identifier has at most " + most + (characters ? " characters" : " bytes");
  }

  /** Whether the server says why it closes a connection. */
  boolean saysGoodbye() {
    return this == MQTT_5_0;
  }

  /**
   * Whether an acknowledgement can refuse a message; else it is acknowledged although it goes
   * nowhere.
   */
  boolean refusesPublish() {
    return this == MQTT_5_0;
  }

  /**
   * Whether CONNACK tells what the server has on offer, so that asking for more is an error of the
   * client.
   */
  boolean tellsOffer() {
    return this == MQTT_5_0;
  }

  /** Seconds that the session is to outlive the connection, as the client asks. */
  long sessionExpiry(Packet.Connect connect) {
    if (this == MQTT_5_0) {
      return connect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
    }
    return connect.cleanStart() ? 0 : Sessions.FOR_EVER;
  }

  /**
   * The codes of a SUBACK. MQTT 3.1 cannot refuse a subscription: its standard demands a positive
   * answer.
   */
  List<ReasonCode> suback(List<Subscription> requested, List<ReasonCode> reasons) {
    if (this != MQTT_3_1) {
      return reasons;
    }
    List<ReasonCode> positive = new ArrayList<>(reasons);
    for (int i = 0; i < positive.size(); i++) {
      if (positive.get(i).isError()) {
        Qos qos = requested.get(i).qos();
        positive.set(i, ReasonCode.granted(qos));
      }
    }
    return positive;
  }
}
