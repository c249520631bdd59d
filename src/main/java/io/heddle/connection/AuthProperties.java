package io.heddle.connection;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;

/** The properties of AUTH, and those of a CONNACK that ends an enhanced authentication. */
final class AuthProperties {
  private AuthProperties() {}

  /**
   * The method {@code [MQTT-4.12.0-5]}, data if there are any, and what a person is told.
   *
   * @param told of which Reason String and User Properties are taken
   */
  static Properties of(String method, Bytes data, Properties told) {
    Properties.Builder all = Properties.builder().add(Property.AUTHENTICATION_METHOD, method);
    if (!data.isEmpty()) {
      all.add(Property.AUTHENTICATION_DATA, data);
    }
    String reason = told.string(Property.REASON_STRING);
    if (reason != null) {
      all.add(Property.REASON_STRING, reason);
    }
    told.userProperties().forEach(pair -> all.user(pair.name(), pair.value()));
    return all.build();
  }

  /** Without what a person is told. */
  static Properties bare(Properties properties) {
    return properties.without(Property.REASON_STRING, Property.USER_PROPERTY);
  }

  /** What the client says; empty when it says nothing. */
  static Bytes data(Properties properties) {
    Bytes data = properties.bytes(Property.AUTHENTICATION_DATA);
    return data == null ? Bytes.EMPTY : data;
  }
}
