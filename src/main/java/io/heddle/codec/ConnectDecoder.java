package io.heddle.codec;

import io.heddle.codec.Packet.Connect;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import org.jspecify.annotations.Nullable;

/** Reads CONNECT, the packet that says what all others will mean. Stateless. */
final class ConnectDecoder {
  private static final int RESERVED = 0x01;
  private static final int CLEAN_START = 0x02;
  private static final int WILL = 0x04;
  private static final int WILL_QOS_SHIFT = 3;
  private static final int WILL_RETAIN = 0x20;
  private static final int PASSWORD = 0x40;
  private static final int USER_NAME = 0x80;

  /** Mosquitto's bridges set the highest bit of the level to say that they are one. */
  private static final int BRIDGE = 0x80;

  private ConnectDecoder() {}

  /**
   * The version whose refusal a client understands that asked for one that does not exist, or null
   * when it does not speak MQTT at all: then nothing is answered {@code [MQTT-3.1.2-1]}. A level
   * above 5 counts as 5.0. Whoever refuses may still choose older words: 3.1.1 demands its own
   * {@code [MQTT-3.1.2-2]}.
   */
  static @Nullable Version closest(String protocolName, int level) {
    if (protocolName.equals(Version.MQTT_3_1.protocolName())) {
      return Version.MQTT_3_1;
    }
    if (!protocolName.equals(Version.MQTT_5_0.protocolName())) {
      return null;
    }
    return (level & ~BRIDGE) >= Version.MQTT_5_0.level() ? Version.MQTT_5_0 : Version.MQTT_3_1_1;
  }

  /** What comes after the protocol level. */
  static Connect decode(ByteReader in, Version version) throws MalformedPacket {
    int flags = in.oneByte();
    requireFlags(flags, version);
    int keepAlive = in.twoBytes();
    Properties properties = properties(in, version, Place.CONNECT);
    if (properties.has(Property.AUTHENTICATION_DATA)
        && !properties.has(Property.AUTHENTICATION_METHOD)) {
      throw new MalformedPacket(
          ReasonCode.PROTOCOL_ERROR, "Authentication Data without Authentication Method");
    }
    String clientId = in.string();
    Will will = (flags & WILL) == 0 ? null : will(in, version, flags);
    String userName = follows(in, version, flags & USER_NAME) ? in.string() : null;
    Bytes password = follows(in, version, flags & PASSWORD) ? in.binary() : null;
    in.requireEnd();
    boolean cleanStart = (flags & CLEAN_START) != 0;
    return new Connect(
        version, clientId, cleanStart, keepAlive, properties, will, userName, password);
  }

  private static Properties properties(ByteReader in, Version version, Place place)
      throws MalformedPacket {
    return version.hasProperties() ? PropertiesReader.read(in, place) : Properties.NONE;
  }

  private static void requireFlags(int flags, Version version) throws MalformedPacket {
    if ((flags & RESERVED) != 0) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "the reserved Connect Flag is set [MQTT-3.1.2-3]");
    }
    int willQos = (flags >> WILL_QOS_SHIFT) & 0b11;
    if (willQos == 3) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "a Will of QoS 3");
    }
    if ((flags & WILL) == 0 && (willQos != 0 || (flags & WILL_RETAIN) != 0)) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "Will QoS or Will Retain without Will");
    }
    // [MQTT-3.1.2-22] of 3.1.1; in 5.0 a password may come alone.
    if (!version.hasProperties() && (flags & (USER_NAME | PASSWORD)) == PASSWORD) {
      throw new MalformedPacket(ReasonCode.MALFORMED_PACKET, "a password without a user name");
    }
  }

  private static Will will(ByteReader in, Version version, int flags) throws MalformedPacket {
    Properties properties = properties(in, version, Place.WILL);
    TopicName topic = in.topicName();
    Bytes payload = in.binary();
    Qos qos = Qos.of((flags >> WILL_QOS_SHIFT) & 0b11);
    long delay = properties.number(Property.WILL_DELAY_INTERVAL, 0);
    Properties others = properties.without(Property.WILL_DELAY_INTERVAL);
    return new Will(topic, payload, qos, (flags & WILL_RETAIN) != 0, others, delay);
  }

  /**
   * In 3.1 the length of the packet has precedence over the flag: user name and password may be
   * missing at the end.
   */
  private static boolean follows(ByteReader in, Version version, int flag) {
    return flag != 0 && (version != Version.MQTT_3_1 || in.hasMore());
  }
}
