package io.heddle.mqtt;

/** The types of control packets, in the order of their numbers. */
public enum PacketType {
  CONNECT,
  CONNACK,
  PUBLISH,
  PUBACK,
  PUBREC,
  PUBREL,
  PUBCOMP,
  SUBSCRIBE,
  SUBACK,
  UNSUBSCRIBE,
  UNSUBACK,
  PINGREQ,
  PINGRESP,
  DISCONNECT,
  AUTH;

  /** The number on the wire, 1 to 15. */
  public int number() {
    return ordinal() + 1;
  }
}
