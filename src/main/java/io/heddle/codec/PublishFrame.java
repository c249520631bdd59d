package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;

/**
 * One PUBLISH to clients as bytes: all that stands before the payload, and the payload by
 * reference. Receivers with the same {@link Layout} share one frame; each copies it to its own
 * buffer with {@link #copyTo}, where DUP and the Packet Identifier are patched. So a message to a
 * thousand receivers is encoded once. Immutable, as long as nobody changes {@link #header()};
 * usable by any number of threads.
 */
public final class PublishFrame {
  private static final int DUP = 0b1000;
  private static final long MAX_EXPIRY = 0xFFFF_FFFFL;

  private final byte[] header;
  private final Bytes payload;
  private final int packetIdentifierOffset;

  private PublishFrame(byte[] header, Bytes payload, int packetIdentifierOffset) {
    this.header = header;
    this.payload = payload;
    this.packetIdentifierOffset = packetIdentifierOffset;
  }

  /**
   * What differs between the receivers of one message, besides DUP and Packet Identifier.
   *
   * @param qos the level of this delivery
   * @param retain the retain flag of this delivery
   * @param subscriptionIdentifiers each 1 to 268,435,455; not changed by anybody any more
   * @param topicAlias 1 to 65,535, or 0 for none
   * @param topicSent whether the Topic Name is there; false when the alias alone stands for it
   */
  @SuppressWarnings("ArrayRecordComponent") // one object less on the hot path; it is not compared
  public record Layout(
      Version version,
      Qos qos,
      boolean retain,
      int[] subscriptionIdentifiers,
      int topicAlias,
      boolean topicSent) {}

  /**
   * A message in a layout. Properties, identifiers and aliases are left out for the older versions.
   *
   * <p>A message that came in a packet of the largest size there is can be too long to go out with
   * a receiver's identifiers: {@link #length()} tells, and such a frame is not to be sent {@code
   * [MQTT-3.1.2-25]}.
   *
   * @param now milliseconds of the epoch, for the Message Expiry Interval that is left: whole
   *     seconds, a begun one counting, so that a message that has not waited goes on with the
   *     interval it came with; at least 1 {@code [MQTT-3.3.2-6]}
   */
  public static PublishFrame encode(Message message, Layout layout, long now) {
    boolean v5 = layout.version.hasProperties();
    TopicName topic = message.topic();
    boolean named = layout.topicSent || !v5;
    int idSize = layout.qos == Qos.AT_MOST_ONCE ? 0 : 2;
    ByteWriter properties =
        v5 && hasProperties(message, layout) ? properties(message, layout, now) : null;
    int propertyLength = properties == null ? 0 : properties.length();
    int fields = 2 + (named ? topic.length() : 0) + idSize;
    if (v5) {
      fields += ByteWriter.variableSize(propertyLength) + propertyLength;
    }
    int remaining = Math.min(fields + message.payload().length(), Framing.MAX_REMAINING_LENGTH);
    ByteWriter out = new ByteWriter(1 + ByteWriter.variableSize(remaining) + fields);
    out.oneByte(PacketType.PUBLISH << 4 | layout.qos.value() << 1 | (layout.retain ? 1 : 0))
        .variable(remaining);
    if (named) {
      out.topic(topic);
    } else {
      out.twoBytes(0);
    }
    int idOffset = idSize == 0 ? -1 : out.length();
    if (idSize != 0) {
      out.twoBytes(0);
    }
    if (properties != null) {
      out.variable(propertyLength).all(properties);
    } else if (v5) {
      out.oneByte(0);
    }
    return new PublishFrame(out.toArray(), message.payload(), idOffset);
  }

  private static boolean hasProperties(Message message, Layout layout) {
    return message.expiresAt() != Message.NEVER
        || layout.topicAlias != 0
        || layout.subscriptionIdentifiers.length != 0
        || !message.properties().isEmpty();
  }

  private static ByteWriter properties(Message message, Layout layout, long now) {
    ByteWriter out = new ByteWriter(64);
    if (message.expiresAt() != Message.NEVER) {
      long left = Math.ceilDiv(message.expiresAt() - now, 1000L);
      PropertiesWriter.number(
          out, Property.MESSAGE_EXPIRY_INTERVAL, Math.clamp(left, 0L, MAX_EXPIRY));
    }
    if (layout.topicAlias != 0) {
      PropertiesWriter.number(out, Property.TOPIC_ALIAS, layout.topicAlias);
    }
    for (int identifier : layout.subscriptionIdentifiers) {
      PropertiesWriter.number(out, Property.SUBSCRIPTION_IDENTIFIER, identifier);
    }
    PropertiesWriter.each(out, message.properties());
    return out;
  }

  /** All bytes before the payload, with DUP 0 and Packet Identifier 0; not to be changed. */
  public byte[] header() {
    return header;
  }

  /** The number of bytes before the payload. */
  public int headerLength() {
    return header.length;
  }

  /** The payload. */
  public Bytes payload() {
    return payload;
  }

  /** The number of bytes of the whole packet. */
  public int length() {
    return header.length + payload.length();
  }

  /** Where the two bytes of the Packet Identifier stand within the header, or −1 at QoS 0. */
  public int packetIdentifierOffset() {
    return packetIdentifierOffset;
  }

  /**
   * Copies the whole packet, with DUP and Packet Identifier.
   *
   * @param dup whether this is sent again; without effect at QoS 0 {@code [MQTT-3.3.1-2]}
   * @param packetId 1 to 65,535; without effect at QoS 0
   * @return the number of bytes, {@link #length()}
   * @throws IndexOutOfBoundsException when the target is too small
   */
  public int copyTo(byte[] target, int offset, boolean dup, int packetId) {
    System.arraycopy(header, 0, target, offset, header.length);
    payload.copyTo(target, offset + header.length);
    int at = packetIdentifierOffset;
    if (at >= 0) {
      target[offset + at] = (byte) (packetId >> 8);
      target[offset + at + 1] = (byte) packetId;
      if (dup) {
        target[offset] |= DUP;
      }
    }
    return length();
  }
}
