package io.heddle.codec;

import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;

/** Writes SUBSCRIBE, UNSUBSCRIBE and their answers. Stateless. */
final class SubscriptionEncoder {
  private SubscriptionEncoder() {}

  static byte[] subscribe(Subscribe subscribe, boolean v5) {
    if (subscribe.subscriptions().isEmpty()) {
      throw new IllegalArgumentException("SUBSCRIBE without a subscription [MQTT-3.8.3-2]");
    }
    ByteWriter out = new ByteWriter(128).twoBytes(PacketEncoder.requireId(subscribe.packetId()));
    if (v5) {
      PropertiesWriter.write(out, withIdentifier(subscribe), Place.SUBSCRIBE);
    }
    for (Subscription subscription : subscribe.subscriptions()) {
      out.string(subscription.filter().value()).oneByte(options(subscription, v5));
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.SUBSCRIBE), out);
  }

  /**
   * The packet has one Subscription Identifier for all its subscriptions; it may be said in either
   * place.
   */
  private static Properties withIdentifier(Subscribe subscribe) {
    Properties properties = subscribe.properties();
    int first = subscribe.subscriptions().getFirst().identifier();
    long told = properties.number(Property.SUBSCRIPTION_IDENTIFIER, first);
    for (Subscription subscription : subscribe.subscriptions()) {
      if (subscription.identifier() != told) {
        throw new IllegalArgumentException("one SUBSCRIBE with several Subscription Identifiers");
      }
    }
    boolean missing = first != 0 && !properties.has(Property.SUBSCRIPTION_IDENTIFIER);
    return missing
        ? properties.toBuilder().add(Property.SUBSCRIPTION_IDENTIFIER, first).build()
        : properties;
  }

  private static int options(Subscription subscription, boolean v5) {
    int qos = subscription.qos().value();
    if (!v5) {
      return qos;
    }
    int noLocal = subscription.noLocal() ? 0b0100 : 0;
    int retainAsPublished = subscription.retainAsPublished() ? 0b1000 : 0;
    return qos | noLocal | retainAsPublished | subscription.retainHandling().value() << 4;
  }

  /** Before 5.0 every failure is 0x80 {@code [MQTT-3.9.3-2]}. */
  static byte[] suback(Suback suback, boolean v5) {
    ByteWriter out = new ByteWriter(16).twoBytes(PacketEncoder.requireId(suback.packetId()));
    if (v5) {
      PropertiesWriter.write(out, suback.properties(), Place.SUBACK);
    }
    for (ReasonCode reason : suback.reasons()) {
      out.oneByte(v5 || !reason.isError() ? reason.code() : ReasonCode.UNSPECIFIED_ERROR.code());
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.SUBACK), out);
  }

  static byte[] unsubscribe(Unsubscribe unsubscribe, boolean v5) {
    if (unsubscribe.filters().isEmpty()) {
      throw new IllegalArgumentException("UNSUBSCRIBE without a filter [MQTT-3.10.3-2]");
    }
    ByteWriter out = new ByteWriter(128).twoBytes(PacketEncoder.requireId(unsubscribe.packetId()));
    if (v5) {
      PropertiesWriter.write(out, unsubscribe.properties(), Place.UNSUBSCRIBE);
    }
    for (TopicFilter filter : unsubscribe.filters()) {
      out.string(filter.value());
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.UNSUBSCRIBE), out);
  }

  static byte[] unsuback(Unsuback unsuback, boolean v5) {
    ByteWriter out = new ByteWriter(16).twoBytes(PacketEncoder.requireId(unsuback.packetId()));
    if (v5) {
      PropertiesWriter.write(out, unsuback.properties(), Place.UNSUBACK);
      unsuback.reasons().forEach(reason -> out.oneByte(reason.code()));
    }
    return PacketEncoder.finish(PacketType.firstByte(PacketType.UNSUBACK), out);
  }
}
