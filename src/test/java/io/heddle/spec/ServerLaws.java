package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server may never send, whatever the dialogue is about: checked on every packet of every
 * spec.
 */
final class ServerLaws {
  private final Version version;
  private @Nullable Properties offered;
  private boolean accepted;
  private boolean answered;
  private boolean ended;

  ServerLaws(Version version) {
    this.version = version;
  }

  /** Notes what the client said. */
  void sent(Packet packet) {
    if (packet instanceof Packet.Connect connect) {
      offered = connect.properties();
    }
  }

  /** The law that this packet breaks, or null. */
  @Nullable String received(Packet packet, byte[] frame) {
    for (String broken : breaches(packet, frame)) {
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    if (packet instanceof Packet.Connack connack) {
      answered = true;
      accepted = connack.reason() == ReasonCode.SUCCESS;
    }
    ended = packet instanceof Packet.Disconnect;
    return null;
  }

  private List<String> breaches(Packet packet, byte[] frame) {
    return List.of(
        ended ? "after DISCONNECT nothing more comes" : "",
        frame(packet, frame),
        place(packet),
        version == Version.MQTT_5_0 ? reasons(packet) : "",
        version == Version.MQTT_5_0 ? properties(packet, frame.length) : "",
        packet instanceof Packet.Publish publish ? publish(publish) : "");
  }

  private static String frame(Packet packet, byte[] frame) {
    int flags = frame[0] & 0x0F;
    int wanted = packet instanceof Packet.Pubrel ? 2 : 0;
    if (!(packet instanceof Packet.Publish) && flags != wanted) {
      return "reserved flags are " + flags;
    }
    int bytes = lengthBytes(frame);
    int shortest = Raw.variable(frame.length - 1 - bytes).length;
    return bytes == shortest ? "" : "Remaining Length is not in the fewest bytes";
  }

  private static int lengthBytes(byte[] frame) {
    int bytes = 1;
    while (bytes < frame.length && frame[bytes] < 0) {
      bytes++;
    }
    return bytes;
  }

  private String place(Packet packet) {
    return switch (packet) {
      case Packet.Connack connack when answered -> "a second CONNACK";
      case Packet.Connack connack ->
          connack.sessionPresent() && connack.reason() != ReasonCode.SUCCESS
              ? "a refusal with Session Present"
              : "";
      case Packet.Connect connect -> "a server sends no CONNECT";
      case Packet.Subscribe subscribe -> "a server sends no SUBSCRIBE";
      case Packet.Unsubscribe unsubscribe -> "a server sends no UNSUBSCRIBE";
      case Packet.Pingreq ping -> "a server sends no PINGREQ";
      case Packet.Auth auth ->
          offered != null && offered.has(Property.AUTHENTICATION_METHOD)
              ? ""
              : "AUTH, but CONNECT named no Authentication Method";
      case Packet.Disconnect disconnect when version != Version.MQTT_5_0 ->
          "a server of this version sends no DISCONNECT";
      default -> accepted ? "" : "a packet before a CONNACK with Reason Code 0x00";
    };
  }

  private static String reasons(Packet packet) {
    List<ReasonCode> told =
        switch (packet) {
          case Packet.Connack connack -> List.of(connack.reason());
          case Packet.Puback puback -> List.of(puback.reason());
          case Packet.Pubrec pubrec -> List.of(pubrec.reason());
          case Packet.Pubrel pubrel -> List.of(pubrel.reason());
          case Packet.Pubcomp pubcomp -> List.of(pubcomp.reason());
          case Packet.Suback suback -> suback.reasons();
          case Packet.Unsuback unsuback -> unsuback.reasons();
          case Packet.Disconnect disconnect -> List.of(disconnect.reason());
          case Packet.Auth auth -> List.of(auth.reason());
          default -> List.of();
        };
    for (ReasonCode reason : told) {
      if (!ReasonTable.allows(packet.getClass(), reason)) {
        return "the standard does not define " + reason + " for this packet";
      }
    }
    return "";
  }

  private String properties(Packet packet, int size) {
    if (offered == null) {
      return "";
    }
    long largest = offered.number(Property.MAXIMUM_PACKET_SIZE, 0);
    if (largest > 0 && size > largest) {
      return size + " bytes are more than the client's Maximum Packet Size";
    }
    boolean silent = offered.number(Property.REQUEST_PROBLEM_INFORMATION, 1) == 0;
    if (silent && acknowledges(packet) && diagnosed(packet)) {
      return "the client wanted no problem information";
    }
    if (packet instanceof Packet.Disconnect disconnect
        && disconnect.properties().has(Property.SESSION_EXPIRY_INTERVAL)) {
      return "a server's DISCONNECT has no Session Expiry Interval";
    }
    return "";
  }

  private static boolean acknowledges(Packet packet) {
    return !(packet instanceof Packet.Publish
        || packet instanceof Packet.Connack
        || packet instanceof Packet.Disconnect);
  }

  private static boolean diagnosed(Packet packet) {
    Properties properties =
        switch (packet) {
          case Packet.Puback puback -> puback.properties();
          case Packet.Pubrec pubrec -> pubrec.properties();
          case Packet.Pubrel pubrel -> pubrel.properties();
          case Packet.Pubcomp pubcomp -> pubcomp.properties();
          case Packet.Suback suback -> suback.properties();
          case Packet.Unsuback unsuback -> unsuback.properties();
          case Packet.Auth auth -> auth.properties();
          default -> Properties.NONE;
        };
    return properties.has(Property.REASON_STRING) || properties.has(Property.USER_PROPERTY);
  }

  private String publish(Packet.Publish publish) {
    long alias = publish.properties().number(Property.TOPIC_ALIAS, -1);
    long highest = offered == null ? 0 : offered.number(Property.TOPIC_ALIAS_MAXIMUM, 0);
    if (alias == 0 || alias > highest) {
      return "Topic Alias " + alias + " of at most " + highest;
    }
    if (publish.qos() != Qos.AT_MOST_ONCE) {
      return publish.packetId() == 0 ? "Packet Identifier 0" : "";
    }
    return publish.dup() ? "QoS 0 with DUP" : "";
  }
}
