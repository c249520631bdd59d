package io.heddle.codec;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Connect;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;

/** Writes the packets about a connection itself: CONNECT, CONNACK, AUTH, DISCONNECT. Stateless. */
final class ConnectionEncoder {
  private ConnectionEncoder() {}

  static byte[] connect(Connect connect) {
    Version version = connect.version();
    ByteWriter out = new ByteWriter(128).string(version.protocolName()).oneByte(version.level());
    out.oneByte(flags(connect)).twoBytes(keepAlive(connect));
    if (version.hasProperties()) {
      PropertiesWriter.write(out, connect.properties(), Place.CONNECT);
    }
    out.string(connect.clientId());
    Will will = connect.will();
    if (will != null) {
      will(out, will, version);
    }
    String userName = connect.userName();
    if (userName != null) {
      out.string(userName);
    }
    Bytes password = connect.password();
    if (password != null) {
      out.binary(password);
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.CONNECT), out);
  }

  private static int flags(Connect connect) {
    boolean user = connect.userName() != null;
    boolean password = connect.password() != null;
    if (password && !user && !connect.version().hasProperties()) {
      throw new IllegalArgumentException(
          "a password without a user name before MQTT 5.0 [MQTT-3.1.2-22]");
    }
    Will will = connect.will();
    int willFlags = will == null ? 0 : 0x04 | will.qos().value() << 3 | (will.retain() ? 0x20 : 0);
    return (user ? 0x80 : 0)
        | (password ? 0x40 : 0)
        | willFlags
        | (connect.cleanStart() ? 0x02 : 0);
  }

  private static int keepAlive(Connect connect) {
    if (connect.keepAlive() < 0 || connect.keepAlive() > 0xFFFF) {
      throw new IllegalArgumentException("a keep alive of " + connect.keepAlive() + " seconds");
    }
    return connect.keepAlive();
  }

  private static void will(ByteWriter out, Will will, Version version) {
    if (version.hasProperties()) {
      Properties properties = will.properties();
      if (will.delaySeconds() > 0) {
        properties =
            properties.toBuilder().add(Property.WILL_DELAY_INTERVAL, will.delaySeconds()).build();
      }
      PropertiesWriter.write(out, properties, Place.WILL);
    }
    out.topic(will.topic()).binary(will.payload());
  }

  /** A refusal has no session {@code [MQTT-3.2.2-6]}, and 3.1 has no such flag. */
  static byte[] connack(Connack connack, Version version) {
    ReasonCode reason = connack.reason();
    boolean present = connack.sessionPresent() && !reason.isError() && version != Version.MQTT_3_1;
    ByteWriter out = new ByteWriter(64).oneByte(present ? 1 : 0);
    if (version.hasProperties()) {
      out.oneByte(reason.code());
      PropertiesWriter.write(out, connack.properties(), Place.CONNACK);
    } else {
      out.oneByte(ReturnCode.of(reason));
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.CONNACK), out);
  }

  static byte[] disconnect(Disconnect disconnect) {
    return reasoned(
        PacketType.DISCONNECT, disconnect.reason(), disconnect.properties(), Place.DISCONNECT);
  }

  static byte[] auth(Auth auth, boolean v5) {
    if (!v5) {
      throw new IllegalArgumentException("AUTH before MQTT 5.0");
    }
    return reasoned(PacketType.AUTH, auth.reason(), auth.properties(), Place.AUTH);
  }

  /**
   * Success without properties is said by saying nothing; the Property Length is left out of a
   * DISCONNECT that has none.
   */
  private static byte[] reasoned(int type, ReasonCode reason, Properties properties, Place place) {
    if (properties.isEmpty() && reason == ReasonCode.SUCCESS) {
      return PacketEncoder.empty(type);
    }
    ByteWriter out = new ByteWriter(64).oneByte(reason.code());
    if (!properties.isEmpty() || type == PacketType.AUTH) {
      PropertiesWriter.write(out, properties, place);
    }
    return PacketEncoder.finish(PacketType.firstByte(type), out);
  }
}
