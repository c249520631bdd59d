package io.heddle.codec;

import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.ArrayList;
import java.util.List;

/** Reads SUBSCRIBE and UNSUBSCRIBE. Stateless. */
final class SubscriptionDecoder {
  private static final int QOS = 0b0000_0011;
  private static final int NO_LOCAL = 0b0000_0100;
  private static final int RETAIN_AS_PUBLISHED = 0b0000_1000;
  private static final int RETAIN_HANDLING_SHIFT = 4;
  private static final int RESERVED = 0b1100_0000;

  private SubscriptionDecoder() {}

  static Subscribe subscribe(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    Properties properties =
        hasProperties ? PropertiesReader.read(in, Place.SUBSCRIBE) : Properties.NONE;
    int identifier = Math.toIntExact(properties.number(Property.SUBSCRIPTION_IDENTIFIER, 0));
    requireTopics(in);
    List<Subscription> subscriptions = new ArrayList<>();
    while (in.hasMore()) {
      subscriptions.add(subscription(in, hasProperties, identifier));
    }
    return new Subscribe(id, properties, List.copyOf(subscriptions));
  }

  static Unsubscribe unsubscribe(ByteReader in, boolean hasProperties) throws MalformedPacket {
    int id = in.packetId();
    Properties properties =
        hasProperties ? PropertiesReader.read(in, Place.UNSUBSCRIBE) : Properties.NONE;
    requireTopics(in);
    List<TopicFilter> filters = new ArrayList<>();
    while (in.hasMore()) {
      filters.add(filter(in));
    }
    return new Unsubscribe(id, properties, List.copyOf(filters));
  }

  /** {@code [MQTT-3.8.3-2] [MQTT-3.10.3-2]}. */
  private static void requireTopics(ByteReader in) throws MalformedPacket {
    if (!in.hasMore()) {
      throw new MalformedPacket(ReasonCode.PROTOCOL_ERROR, "not one Topic Filter");
    }
  }

  private static Subscription subscription(ByteReader in, boolean hasProperties, int identifier)
      throws MalformedPacket {
    TopicFilter filter = filter(in);
    int options = in.oneByte();
    // Before 5.0 all bits but the QoS are reserved [MQTT-3.8.3-4], in 5.0 two [MQTT-3.8.3-5].
    if ((options & (hasProperties ? RESERVED : ~QOS)) != 0) {
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET, "reserved subscription options are set");
    }
    int retainHandling = options >> RETAIN_HANDLING_SHIFT;
    if ((options & QOS) == QOS || retainHandling > RetainHandling.DO_NOT_SEND.value()) {
      ReasonCode reason = hasProperties ? ReasonCode.PROTOCOL_ERROR : ReasonCode.MALFORMED_PACKET;
      throw new MalformedPacket(reason, "QoS 3 or Retain Handling 3 in a subscription");
    }
    boolean noLocal = (options & NO_LOCAL) != 0;
    if (noLocal && filter.isShared()) {
      throw new MalformedPacket(
          ReasonCode.PROTOCOL_ERROR, "No Local on a Shared Subscription [MQTT-3.8.3-4]");
    }
    return new Subscription(
        filter,
        Qos.of(options & QOS),
        noLocal,
        (options & RETAIN_AS_PUBLISHED) != 0,
        RetainHandling.of(retainHandling),
        identifier);
  }

  private static TopicFilter filter(ByteReader in) throws MalformedPacket {
    String text = in.string();
    try {
      return TopicFilter.of(text);
    } catch (IllegalArgumentException e) {
      // Its message quotes the peer's bytes; ours never do.
      throw new MalformedPacket(
          ReasonCode.MALFORMED_PACKET,
          "a Topic Filter is empty, misplaces a wildcard or is no $share/NAME/FILTER");
    }
  }
}
