package io.heddle.mqtt;

import org.jspecify.annotations.Nullable;

/** A version of the protocol, as a CONNECT names it. */
public enum Version {
  /** MQTT 3.1: protocol name MQIsdp, level 3. */
  MQTT_3_1("MQIsdp", 3, "3.1"),
  /** MQTT 3.1.1: protocol name MQTT, level 4. */
  MQTT_3_1_1("MQTT", 4, "3.1.1"),
  /** MQTT 5.0: protocol name MQTT, level 5. */
  MQTT_5_0("MQTT", 5, "5.0");

  private final String protocolName;
  private final int level;
  private final String label;

  Version(String protocolName, int level, String label) {
    this.protocolName = protocolName;
    this.level = level;
    this.label = label;
  }

  /** The protocol name in a CONNECT. */
  public String protocolName() {
    return protocolName;
  }

  /** The protocol level (5.0 calls it protocol version) in a CONNECT. */
  public int level() {
    return level;
  }

  /** Whether packets of this version carry properties and reason codes. */
  public boolean hasProperties() {
    return this == MQTT_5_0;
  }

  /** The version with this protocol name and level, or null when there is none. */
  public static @Nullable Version of(String protocolName, int level) {
    for (Version version : values()) {
      if (version.level == level && version.protocolName.equals(protocolName)) {
        return version;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return label;
  }
}
