package io.heddle.codec;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;

/** Reads the packets about a connection itself: CONNACK, AUTH, DISCONNECT. Stateless. */
final class HandshakeDecoder {
  private HandshakeDecoder() {}

  static Connack connack(ByteReader in, Version version) throws MalformedPacket {
    int flags = in.oneByte();
    // In 3.1 this byte is reserved and means nothing.
    boolean present = version != Version.MQTT_3_1 && flags == 1;
    if (version != Version.MQTT_3_1 && flags > 1) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "reserved flags of CONNACK are set [MQTT-3.2.2-1]");
    }
    ReasonCode reason =
        version.hasProperties() ? ReasonTable.read(in, Place.CONNACK) : returnCode(in);
    Properties properties =
        version.hasProperties() ? PropertiesReader.read(in, Place.CONNACK) : Properties.NONE;
    in.requireEnd();
    if (present && reason != ReasonCode.SUCCESS) {
      throw new MalformedPacket(
          ReasonCode.PROTOCOL_ERROR, "a session is present in a refusal [MQTT-3.2.2-6]");
    }
    return new Connack(present, reason, properties);
  }

  private static ReasonCode returnCode(ByteReader in) throws MalformedPacket {
    ReasonCode reason = ReturnCode.toReason(in.oneByte());
    if (reason == null) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "a reserved return code in CONNACK");
    }
    return reason;
  }

  static Disconnect disconnect(ByteReader in, Version version) throws MalformedPacket {
    if (!version.hasProperties()) {
      in.requireEnd();
      return new Disconnect(ReasonCode.SUCCESS, Properties.NONE);
    }
    ReasonCode reason = in.hasMore() ? ReasonTable.read(in, Place.DISCONNECT) : ReasonCode.SUCCESS;
    Properties properties =
        in.hasMore() ? PropertiesReader.read(in, Place.DISCONNECT) : Properties.NONE;
    in.requireEnd();
    return new Disconnect(reason, properties);
  }

  /** The method may be missing only from the short form, which says "success" and nothing more. */
  static Auth auth(ByteReader in, Version version) throws MalformedPacket {
    if (!version.hasProperties()) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "packet type 15 is reserved before MQTT 5.0");
    }
    if (!in.hasMore()) {
      return new Auth(ReasonCode.SUCCESS, Properties.NONE);
    }
    ReasonCode reason = ReasonTable.read(in, Place.AUTH);
    Properties properties = PropertiesReader.read(in, Place.AUTH);
    in.requireEnd();
    if (!properties.has(Property.AUTHENTICATION_METHOD)) {
      throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, "AUTH without Authentication Method");
    }
    return new Auth(reason, properties);
  }
}
