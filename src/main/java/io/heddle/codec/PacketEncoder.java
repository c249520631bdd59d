package io.heddle.codec;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Connect;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.codec.Packet.Pingreq;
import io.heddle.codec.Packet.Pingresp;
import io.heddle.codec.Packet.Puback;
import io.heddle.codec.Packet.Pubcomp;
import io.heddle.codec.Packet.Publish;
import io.heddle.codec.Packet.Pubrec;
import io.heddle.codec.Packet.Pubrel;
import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;

/**
 * Turns packets into bytes. What an older version cannot say is dropped: properties; the reasons of
 * acknowledgements and DISCONNECT; the options of a subscription besides its QoS. Stateless, and so
 * usable by any number of threads.
 *
 * <p>Refused is what no bytes can say, and what would mean something else. Reasons are written as
 * they are given, also where the standard does not have them, and so is DUP at QoS 0: who tests a
 * peer must be able to break a rule.
 */
public final class PacketEncoder {
  private PacketEncoder() {}

  /**
   * A whole packet, its fixed header included. For a {@code ByteBuffer}: {@code
   * buffer.put(encode(packet, version))}. A peer that named a Maximum Packet Size gets nothing
   * longer {@code [MQTT-3.1.2-24] [MQTT-3.2.2-15]}: that is for the caller to compare.
   *
   * @param packet any of the fifteen
   * @param version of the connection; a {@link Connect} is written in its own
   * @return the bytes, an array of their own
   * @throws IllegalArgumentException when no bytes of that version say this: a field or the packet
   *     is too long, a text has U+0000 or half a surrogate pair, a property has no business there,
   *     a Packet Identifier is missing or not of two bytes, a topic is missing, an {@link Auth}
   *     before 5.0, a password without a user name before 5.0
   */
  public static byte[] encode(Packet packet, Version version) {
    boolean v5 = version.hasProperties();
    return switch (packet) {
      case Publish publish -> publish(publish, v5);
      case Puback(int id, ReasonCode reason, Properties properties) ->
          v5 ? acknowledgement(Place.PUBACK, id, reason, properties) : plain(PacketType.PUBACK, id);
      case Pubrec(int id, ReasonCode reason, Properties properties) ->
          v5 ? acknowledgement(Place.PUBREC, id, reason, properties) : plain(PacketType.PUBREC, id);
      case Pubrel(int id, ReasonCode reason, Properties properties) ->
          v5 ? acknowledgement(Place.PUBREL, id, reason, properties) : plain(PacketType.PUBREL, id);
      case Pubcomp(int id, ReasonCode reason, Properties properties) ->
          v5
              ? acknowledgement(Place.PUBCOMP, id, reason, properties)
              : plain(PacketType.PUBCOMP, id);
      case Pingreq() -> empty(PacketType.PINGREQ);
      case Pingresp() -> empty(PacketType.PINGRESP);
      case Connect connect -> ConnectionEncoder.connect(connect);
      case Connack connack -> ConnectionEncoder.connack(connack, version);
      case Subscribe subscribe -> SubscriptionEncoder.subscribe(subscribe, v5);
      case Suback suback -> SubscriptionEncoder.suback(suback, v5);
      case Unsubscribe unsubscribe -> SubscriptionEncoder.unsubscribe(unsubscribe, v5);
      case Unsuback unsuback -> SubscriptionEncoder.unsuback(unsuback, v5);
      case Disconnect disconnect ->
          v5 ? ConnectionEncoder.disconnect(disconnect) : empty(PacketType.DISCONNECT);
      case Auth auth -> ConnectionEncoder.auth(auth, v5);
    };
  }

  /** A packet that is only its fixed header. */
  static byte[] empty(int type) {
    return new byte[] {(byte) PacketType.firstByte(type), 0};
  }

  /** The bytes after the fixed header become a packet. */
  static byte[] finish(int firstByte, ByteWriter body) {
    int length = body.length();
    if (length > Framing.MAX_REMAINING_LENGTH) {
      throw new IllegalArgumentException(
          "a packet of " + length + " bytes; MQTT knows at most " + Framing.MAX_REMAINING_LENGTH);
    }
    ByteWriter packet = new ByteWriter(1 + ByteWriter.variableSize(length) + length);
    return packet.oneByte(firstByte).variable(length).all(body).toArray();
  }

  static int requireId(int packetId) {
    if (packetId < 1 || packetId > 0xFFFF) {
      throw new IllegalArgumentException("Packet Identifier " + packetId);
    }
    return packetId;
  }

  private static byte[] publish(Publish publish, boolean v5) {
    TopicName topic = publish.topic();
    if (topic == null && !v5) {
      throw new IllegalArgumentException("a PUBLISH without a topic");
    }
    boolean dup = publish.dup();
    int firstByte =
        PacketType.PUBLISH << 4
            | (dup ? 8 : 0)
            | publish.qos().value() << 1
            | (publish.retain() ? 1 : 0);
    ByteWriter out =
        new ByteWriter(16 + (topic == null ? 0 : topic.length()) + publish.payload().length());
    if (topic == null) {
      out.twoBytes(0);
    } else {
      out.topic(topic);
    }
    if (publish.qos() != Qos.AT_MOST_ONCE) {
      out.twoBytes(requireId(publish.packetId()));
    }
    if (v5) {
      PropertiesWriter.write(out, publish.properties(), Place.PUBLISH);
    }
    return finish(firstByte, out.bytes(publish.payload()));
  }

  /** The short forms leave out a reason that says success, and a Property Length of 0. */
  private static byte[] acknowledgement(
      Place place, int packetId, ReasonCode reason, Properties properties) {
    int type = type(place);
    if (properties.isEmpty() && reason == ReasonCode.SUCCESS) {
      return plain(type, packetId);
    }
    ByteWriter out = new ByteWriter(16).twoBytes(requireId(packetId)).oneByte(reason.code());
    if (!properties.isEmpty()) {
      PropertiesWriter.write(out, properties, place);
    }
    return finish(PacketType.firstByte(type), out);
  }

  /** An acknowledgement that says nothing but which packet it is for: the most frequent of all. */
  private static byte[] plain(int type, int packetId) {
    requireId(packetId);
    return new byte[] {
      (byte) PacketType.firstByte(type), 2, (byte) (packetId >> 8), (byte) packetId
    };
  }

  private static int type(Place acknowledgement) {
    return switch (acknowledgement) {
      case PUBACK -> PacketType.PUBACK;
      case PUBREC -> PacketType.PUBREC;
      case PUBREL -> PacketType.PUBREL;
      default -> PacketType.PUBCOMP;
    };
  }
}
