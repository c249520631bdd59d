package io.heddle.connection;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import java.util.stream.Collectors;

/** Packets in words, for a trace: neither passwords nor payloads are in them. */
final class Described {
  private Described() {}

  static String connect(Packet.Connect packet) {
    return "CONNECT of MQTT "
        + packet.version()
        + (packet.cleanStart() ? ", clean start" : ", not clean")
        + ", keep alive "
        + packet.keepAlive()
        + "s"
        + (packet.will() == null ? "" : ", Will to " + packet.will().topic().value());
  }

  static String of(Packet packet) {
    return switch (packet) {
      case Packet.Connect connect -> connect(connect);
      case Packet.Connack it -> "CONNACK " + code(it.reason());
      case Packet.Publish it ->
          "PUBLISH " + level(it.qos()) + packet(it.packetId()) + (it.dup() ? ", again" : "");
      case Packet.Puback it -> "PUBACK" + packet(it.packetId()) + ", " + code(it.reason());
      case Packet.Pubrec it -> "PUBREC" + packet(it.packetId()) + ", " + code(it.reason());
      case Packet.Pubrel it -> "PUBREL" + packet(it.packetId()) + ", " + code(it.reason());
      case Packet.Pubcomp it -> "PUBCOMP" + packet(it.packetId()) + ", " + code(it.reason());
      case Packet.Subscribe it ->
          "SUBSCRIBE to "
              + it.subscriptions().stream()
                  .map(Described::subscription)
                  .collect(Collectors.joining("; "));
      case Packet.Suback it -> "SUBACK" + packet(it.packetId()) + ": " + it.reasons();
      case Packet.Unsubscribe it -> "UNSUBSCRIBE" + packet(it.packetId()) + ": " + it.filters();
      case Packet.Unsuback it -> "UNSUBACK" + packet(it.packetId()) + ": " + it.reasons();
      case Packet.Pingreq it -> "PINGREQ";
      case Packet.Pingresp it -> "PINGRESP";
      case Packet.Disconnect it -> "DISCONNECT " + code(it.reason());
      case Packet.Auth it -> "AUTH " + code(it.reason());
    };
  }

  /** A message that a client publishes. */
  static String message(Message message) {
    return level(message.qos()) + (message.retain() ? ", to be retained" : "");
  }

  /** A message on its way to a receiver. */
  static String delivery(Qos qos, boolean dup, int packetId) {
    return "PUBLISH " + level(qos) + packet(packetId) + (dup ? ", again" : "");
  }

  static String subscription(Subscription subscription) {
    return subscription.filter().value() + " at " + level(subscription.qos());
  }

  /** The end of a connection. */
  static String end(ReasonCode reason, String words) {
    return words + " (" + code(reason) + ")";
  }

  private static String level(Qos qos) {
    return "QoS " + qos.ordinal();
  }

  private static String packet(int packetId) {
    return packetId == 0 ? "" : " of packet " + packetId;
  }

  private static String code(ReasonCode reason) {
    return "0x%02X %s".formatted(reason.code(), reason);
  }
}
