package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import org.jspecify.annotations.Nullable;

/** A CONNECT in the making: Clean Start 1, no keep alive, no properties, until said otherwise. */
public final class Login {
  private final Version version;
  private final String clientId;
  private final Properties.Builder properties = Properties.builder();
  private boolean cleanStart = true;
  private int keepAlive;
  private @Nullable Will will;
  private @Nullable String userName;
  private @Nullable Bytes password;

  private Login(Version version, String clientId) {
    this.version = version;
    this.clientId = clientId;
  }

  /** Of this version. */
  public static Login of(Version version, String clientId) {
    return new Login(version, clientId);
  }

  /** Of MQTT 5.0. */
  public static Login v5(String clientId) {
    return of(Version.MQTT_5_0, clientId);
  }

  /** Of MQTT 3.1.1. */
  public static Login v311(String clientId) {
    return of(Version.MQTT_3_1_1, clientId);
  }

  /** Clean Start 0 (Clean Session 0): goes on with a session that is there. */
  public Login resume() {
    cleanStart = false;
    return this;
  }

  /** Session Expiry Interval. */
  public Login sessionExpiry(long seconds) {
    return with(Property.SESSION_EXPIRY_INTERVAL, seconds);
  }

  /** Keep Alive. */
  public Login keepAlive(int seconds) {
    keepAlive = seconds;
    return this;
  }

  /** One more property. */
  public Login with(Property property, long value) {
    properties.add(property, value);
    return this;
  }

  /** One more property. */
  public Login with(Property property, String value) {
    properties.add(property, value);
    return this;
  }

  /** One more property. */
  public Login with(Property property, Bytes value) {
    properties.add(property, value);
    return this;
  }

  /** One more user property. */
  public Login user(String name, String value) {
    properties.user(name, value);
    return this;
  }

  /** A Will without properties. */
  public Login will(String topic, String payload, Qos qos) {
    return will(new Will(TopicName.of(topic), Bytes.utf8(payload), qos, false, Properties.NONE, 0));
  }

  /** A Will. */
  public Login will(Will will) {
    this.will = will;
    return this;
  }

  /** User name and password; null for either is none. */
  public Login credentials(@Nullable String name, @Nullable String secret) {
    userName = name;
    password = secret == null ? null : Bytes.utf8(secret);
    return this;
  }

  Version version() {
    return version;
  }

  /** The packet. */
  public Packet.Connect packet() {
    return new Packet.Connect(
        version, clientId, cleanStart, keepAlive, properties.build(), will, userName, password);
  }
}
