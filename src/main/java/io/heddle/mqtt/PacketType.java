package io.heddle.mqtt;

/** The types of control packets, in the order of their numbers. */
public enum PacketType {
  /** A client asks to come in. */
  CONNECT,
  /** The answer to CONNECT. */
  CONNACK,
  /** A message. */
  PUBLISH,
  /** The answer to PUBLISH at QoS 1. */
  PUBACK,
  /** The first answer to PUBLISH at QoS 2. */
  PUBREC,
  /** The answer to PUBREC. */
  PUBREL,
  /** The answer to PUBREL, the last of four. */
  PUBCOMP,
  /** A client asks for messages. */
  SUBSCRIBE,
  /** The answer to SUBSCRIBE. */
  SUBACK,
  /** A client asks for no more of them. */
  UNSUBSCRIBE,
  /** The answer to UNSUBSCRIBE. */
  UNSUBACK,
  /** A client is still there. */
  PINGREQ,
  /** The answer to PINGREQ. */
  PINGRESP,
  /** The last word of one side. */
  DISCONNECT,
  /** A step of an enhanced authentication; MQTT 5.0 only. */
  AUTH;

  /** The number on the wire, 1 to 15. */
  public int number() {
    return ordinal() + 1;
  }
}
