package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.UserProperty;

/** Writes the properties of a packet, in their order. Stateless. */
final class PropertiesWriter {
  private PropertiesWriter() {}

  /**
   * The Property Length and the properties behind it.
   *
   * @throws IllegalArgumentException when one has no business there
   */
  static void write(ByteWriter out, Properties properties, Place place) {
    if (properties.isEmpty()) {
      out.oneByte(0);
      return;
    }
    int start = out.length();
    properties.forEach((property, value) -> {
      if (!property.allowedIn(place)) {
        throw new IllegalArgumentException(property + " is no property of " + place);
      }
      one(out, property, value);
    });
    out.lengthAt(start);
  }

  /** The properties without their length. */
  static void each(ByteWriter out, Properties properties) {
    properties.forEach((property, value) -> one(out, property, value));
  }

  /** One property of a number. */
  static void number(ByteWriter out, Property property, long value) {
    out.oneByte(property.identifier());
    switch (property.type()) {
      case BYTE -> out.oneByte((int) value);
      case TWO_BYTES -> out.twoBytes((int) value);
      case FOUR_BYTES -> out.fourBytes(value);
      case VARIABLE -> out.variable(Math.toIntExact(value));
      default -> throw new IllegalArgumentException(property + " takes no number");
    }
  }

  private static void one(ByteWriter out, Property property, Object value) {
    switch (value) {
      case Long number -> number(out, property, number);
      case String text -> out.oneByte(property.identifier()).string(text);
      case Bytes bytes -> out.oneByte(property.identifier()).binary(bytes);
      case UserProperty pair ->
          out.oneByte(property.identifier()).string(pair.name()).string(pair.value());
      default -> throw new IllegalArgumentException(property + " takes no " + value.getClass());
    }
  }
}
