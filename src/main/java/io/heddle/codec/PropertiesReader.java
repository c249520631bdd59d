package io.heddle.codec;

import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;

/**
 * Reads the properties of a packet: one loop for all of them, driven by the table {@link Property}.
 * Stateless.
 */
final class PropertiesReader {
  private PropertiesReader() {}

  /**
   * Reads a Property Length and the properties behind it.
   *
   * @throws MalformedPacket with {@link ReasonCode#MALFORMED_PACKET} for an unknown property, one
   *     that has no business here, or a value that cannot be read; with {@link
   *     ReasonCode#PROTOCOL_ERROR} for a repetition or a value out of its range
   */
  static Properties read(ByteReader in, Place place) throws MalformedPacket {
    int length = in.variable();
    if (length == 0) {
      return Properties.NONE;
    }
    int before = in.narrow(length);
    Properties.Builder builder = Properties.builder();
    long seen = 0;
    while (in.hasMore()) {
      Property property = property(in, place);
      // Identifiers end at 0x2A: a set of them fits in 64 bits.
      long bit = 1L << property.identifier();
      if ((seen & bit) != 0 && !property.repeatableIn(place)) {
        throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, property + " comes twice");
      }
      seen |= bit;
      value(in, property, builder);
    }
    in.widen(before);
    return builder.build();
  }

  private static Property property(ByteReader in, Place place) throws MalformedPacket {
    int identifier = in.variable();
    Property property = Property.of(identifier);
    if (property == null) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "no property has the identifier " + identifier);
    }
    if (!property.allowedIn(place)) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, property + " is no property of " + place);
    }
    return property;
  }

  private static void value(ByteReader in, Property property, Properties.Builder builder)
      throws MalformedPacket {
    switch (property.type()) {
      case BYTE -> builder.add(property, inRange(property, in.oneByte()));
      case TWO_BYTES -> builder.add(property, inRange(property, in.twoBytes()));
      case FOUR_BYTES -> builder.add(property, inRange(property, in.fourBytes()));
      case VARIABLE -> builder.add(property, inRange(property, in.variable()));
      case STRING -> builder.add(property, text(property, in));
      case BINARY -> builder.add(property, in.binary());
      case PAIR -> builder.user(in.string(), in.string());
    }
  }

  /**
   * The Response Topic is a Topic Name {@code [MQTT-3.3.2-14]}; the other strings are free text.
   */
  private static String text(Property property, ByteReader in) throws MalformedPacket {
    return property == Property.RESPONSE_TOPIC ? in.topicName().value() : in.string();
  }

  private static long inRange(Property property, long value) throws MalformedPacket {
    boolean good =
        switch (property) {
          case SUBSCRIPTION_IDENTIFIER, RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE, TOPIC_ALIAS ->
              value != 0;
          default -> property.type() != Property.Type.BYTE || value <= 1;
        };
    if (!good) {
      // The one value for which the standard has a code of its own: section 3.3.2.3.4.
      ReasonCode reason =
          property == Property.TOPIC_ALIAS
              ? ReasonCode.TOPIC_ALIAS_INVALID
              : ReasonCode.PROTOCOL_ERROR;
      throw new MalformedPacket(reason, property + " cannot be " + value);
    }
    return value;
  }
}
