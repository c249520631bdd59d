package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;

/** The packets that cases are made from, right ones, in each version. */
final class Greeting {
  static final int CLEAN = 0x02;
  static final int ALL_FIELDS = 0xC6;

  private Greeting() {}

  /** A CONNECT with these Connect Flags and this payload. */
  static byte[] connect(Version version, int flags, String payload) {
    return Raw.packet(0x10, start(version, flags) + none(version) + payload);
  }

  /** The fixed part of a CONNECT's variable header, without properties. */
  static String start(Version version, int flags) {
    return "'" + version.protocolName() + "' %02X %02X 0000 ".formatted(version.level(), flags);
  }

  /** No properties, where there could be some. */
  static String none(Version version) {
    return version.hasProperties() ? " 00 " : "";
  }

  /** A CONNECT with a Will, user name and password. */
  static byte[] whole(Version version) {
    String payload = "'hostile'" + none(version) + "'will/topic' 'gone' 'user' 'password'";
    return connect(version, ALL_FIELDS, payload);
  }

  /** A PUBLISH of QoS 1. */
  static byte[] publish(Version version) {
    return Raw.packet(0x32, "'hostile/topic' 0001" + none(version) + "<payload>");
  }

  /** A SUBSCRIBE with one filter. */
  static byte[] subscribe(Version version) {
    return Raw.packet(0x82, "0001" + none(version) + "'hostile/+/filter' 01");
  }

  /** An UNSUBSCRIBE with one filter. */
  static byte[] unsubscribe(Version version) {
    return Raw.packet(0xA2, "0001" + none(version) + "'hostile/+/filter'");
  }
}
