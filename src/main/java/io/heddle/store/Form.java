package io.heddle.store;

import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * How messages, Wills and subscriptions look on disk: as the packets of MQTT 5.0 that would say
 * them, so that their form is that of the standard. Stateless.
 */
final class Form {
  private static final int ANY_ID = 1;

  private Form() {}

  static byte[] of(Message message) {
    return publish(
        message.topic(), message.qos(), message.retain(), message.properties(), message.payload());
  }

  private static byte[] publish(
      TopicName topic,
      Qos qos,
      boolean retain,
      Properties properties,
      io.heddle.mqtt.Bytes payload) {
    int id = qos == Qos.AT_MOST_ONCE ? 0 : ANY_ID;
    return PacketEncoder.encode(
        new Packet.Publish(false, qos, retain, topic, id, properties, payload), Version.MQTT_5_0);
  }

  static Message message(ByteBuffer from, long expiresAt, String publisher) {
    Packet.Publish packet = (Packet.Publish) packet(from);
    return new Message(
        Objects.requireNonNull(packet.topic()),
        packet.payload(),
        packet.qos(),
        packet.retain(),
        packet.properties(),
        expiresAt,
        publisher);
  }

  /** The delay is said apart: no PUBLISH has it. */
  static byte[] of(Will will) {
    Properties properties = will.properties().without(Property.WILL_DELAY_INTERVAL);
    return publish(will.topic(), will.qos(), will.retain(), properties, will.payload());
  }

  static Will will(ByteBuffer from, long delaySeconds) {
    Packet.Publish packet = (Packet.Publish) packet(from);
    return new Will(
        Objects.requireNonNull(packet.topic()),
        packet.payload(),
        packet.qos(),
        packet.retain(),
        packet.properties(),
        delaySeconds);
  }

  static byte[] of(Subscription subscription) {
    Properties properties =
        subscription.identifier() == 0
            ? Properties.NONE
            : Properties.builder()
                .add(Property.SUBSCRIPTION_IDENTIFIER, subscription.identifier())
                .build();
    return PacketEncoder.encode(
        new Packet.Subscribe(ANY_ID, properties, List.of(subscription)), Version.MQTT_5_0);
  }

  static Subscription subscription(ByteBuffer from) {
    return ((Packet.Subscribe) packet(from)).subscriptions().getFirst();
  }

  private static Packet packet(ByteBuffer from) {
    try {
      return new PacketDecoder(Version.MQTT_5_0).decode(from);
    } catch (MalformedPacket e) {
      throw new IllegalArgumentException("an entry that is whole has no packet in it", e);
    }
  }
}
