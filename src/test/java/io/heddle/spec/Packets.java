package io.heddle.spec;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.List;
import java.util.stream.Stream;

/** Packets in few words, for static import. */
public final class Packets {
  public static final Qos QOS_0 = Qos.AT_MOST_ONCE;
  public static final Qos QOS_1 = Qos.AT_LEAST_ONCE;
  public static final Qos QOS_2 = Qos.EXACTLY_ONCE;

  private Packets() {}

  /** A PUBLISH; the identifier is 0 at QoS 0. */
  public static Packet.Publish publish(String topic, String payload, Qos qos, int id) {
    return new Packet.Publish(
        false, qos, false, TopicName.of(topic), id, Properties.NONE, Bytes.utf8(payload));
  }

  /** A PUBLISH of QoS 0. */
  public static Packet.Publish publish(String topic, String payload) {
    return publish(topic, payload, QOS_0, 0);
  }

  /** The PUBLISH with RETAIN 1. */
  public static Packet.Publish retained(Packet.Publish p) {
    return new Packet.Publish(
        p.dup(), p.qos(), true, p.topic(), p.packetId(), p.properties(), p.payload());
  }

  /** The PUBLISH with DUP 1. */
  public static Packet.Publish repeated(Packet.Publish p) {
    return new Packet.Publish(
        true, p.qos(), p.retain(), p.topic(), p.packetId(), p.properties(), p.payload());
  }

  /** The PUBLISH with these properties. */
  public static Packet.Publish with(Packet.Publish p, Properties.Builder properties) {
    return new Packet.Publish(
        p.dup(), p.qos(), p.retain(), p.topic(), p.packetId(), properties.build(), p.payload());
  }

  /** The PUBLISH with a Topic Alias and without its Topic Name. */
  public static Packet.Publish aliasOnly(Packet.Publish p, int alias) {
    Properties properties = p.properties().toBuilder().add(Property.TOPIC_ALIAS, alias).build();
    return new Packet.Publish(
        p.dup(), p.qos(), p.retain(), null, p.packetId(), properties, p.payload());
  }

  /** Properties to fill. */
  public static Properties.Builder properties() {
    return Properties.builder();
  }

  /** A subscription with the default options. */
  public static Subscription to(String filter, Qos qos) {
    return Subscription.of(TopicFilter.of(filter), qos);
  }

  /** The subscription with No Local. */
  public static Subscription noLocal(Subscription s) {
    return new Subscription(
        s.filter(), s.qos(), true, s.retainAsPublished(), s.retainHandling(), s.identifier());
  }

  /** The subscription with Retain As Published. */
  public static Subscription asPublished(Subscription s) {
    return new Subscription(
        s.filter(), s.qos(), s.noLocal(), true, s.retainHandling(), s.identifier());
  }

  /** The subscription with this Retain Handling. */
  public static Subscription handling(Subscription s, RetainHandling handling) {
    return new Subscription(
        s.filter(), s.qos(), s.noLocal(), s.retainAsPublished(), handling, s.identifier());
  }

  /** A SUBSCRIBE. */
  public static Packet.Subscribe subscribe(int id, Subscription... subscriptions) {
    return new Packet.Subscribe(id, Properties.NONE, List.of(subscriptions));
  }

  /** A SUBSCRIBE with a Subscription Identifier. */
  public static Packet.Subscribe subscribeAs(
      int identifier, int id, Subscription... subscriptions) {
    return new Packet.Subscribe(
        id,
        properties().add(Property.SUBSCRIPTION_IDENTIFIER, identifier).build(),
        Stream.of(subscriptions).map(each -> each.withIdentifier(identifier)).toList());
  }

  /** An UNSUBSCRIBE. */
  public static Packet.Unsubscribe unsubscribe(int id, String... filters) {
    return new Packet.Unsubscribe(
        id, Properties.NONE, Stream.of(filters).map(TopicFilter::of).toList());
  }

  /** PUBACK 0x00. */
  public static Packet.Puback puback(int id) {
    return new Packet.Puback(id, ReasonCode.SUCCESS, Properties.NONE);
  }

  /** PUBREC 0x00. */
  public static Packet.Pubrec pubrec(int id) {
    return new Packet.Pubrec(id, ReasonCode.SUCCESS, Properties.NONE);
  }

  /** PUBREL 0x00. */
  public static Packet.Pubrel pubrel(int id) {
    return new Packet.Pubrel(id, ReasonCode.SUCCESS, Properties.NONE);
  }

  /** PUBCOMP 0x00. */
  public static Packet.Pubcomp pubcomp(int id) {
    return new Packet.Pubcomp(id, ReasonCode.SUCCESS, Properties.NONE);
  }

  /** DISCONNECT with this reason. */
  public static Packet.Disconnect disconnect(ReasonCode reason) {
    return new Packet.Disconnect(reason, Properties.NONE);
  }

  /** DISCONNECT 0x00. */
  public static Packet.Disconnect disconnect() {
    return disconnect(ReasonCode.SUCCESS);
  }
}
