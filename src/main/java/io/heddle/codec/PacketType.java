package io.heddle.codec;

/** The upper four bits of a packet's first byte. */
final class PacketType {
  static final int CONNECT = 1;
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int PUBREC = 5;
  static final int PUBREL = 6;
  static final int PUBCOMP = 7;
  static final int SUBSCRIBE = 8;
  static final int SUBACK = 9;
  static final int UNSUBSCRIBE = 10;
  static final int UNSUBACK = 11;
  static final int PINGREQ = 12;
  static final int PINGRESP = 13;
  static final int DISCONNECT = 14;
  static final int AUTH = 15;

  private PacketType() {}

  /** The type in a first byte. */
  static int of(int firstByte) {
    return (firstByte >> 4) & 0x0F;
  }

  /**
   * The first byte of a packet of a type other than PUBLISH: its flags are fixed {@code
   * [MQTT-2.1.3-1]}.
   */
  static int firstByte(int type) {
    return type << 4 | requiredFlags(type);
  }

  /**
   * The flags that a packet of a type other than PUBLISH has: 0010 where MQTT 3.1 had QoS 1, 0000
   * elsewhere.
   */
  static int requiredFlags(int type) {
    return type == PUBREL || type == SUBSCRIBE || type == UNSUBSCRIBE ? 0b0010 : 0;
  }
}
