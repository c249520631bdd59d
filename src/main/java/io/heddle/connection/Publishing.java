package io.heddle.connection;

import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Publisher;
import io.heddle.codec.Packet;
import io.heddle.connection.AccessOptions.DeniedPublish;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import io.heddle.session.Receiving;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a client publishes: checked, routed, acknowledged. Belongs to the connection's thread. */
final class Publishing {
  private final ConnectionOptions options;
  private final BrokerOptions.Offer offer;
  private final Dialect dialect;
  private final Receiving receiving;
  private final Publisher publisher;
  private final Outbox outbox;
  private final TopicAliases aliases;
  private final String clientId;
  private final Admittance admittance;
  private final AccessOptions access;
  private final Drops drops;
  private final @Nullable MountPoint mount;
  private @Nullable TopicName lastNamed;
  private @Nullable TopicName lastMounted;
  private @Nullable TopicName lastAllowed;
  private int unacknowledged;

  /**
   * QoS 2 messages that came over this connection and are not released. What came over an earlier
   * one does not count: each connection begins with the whole Receive Maximum.
   */
  private int unreleased;

  Publishing(
      Surroundings surroundings, Handshake.Accepted accepted, Publisher publisher, Outbox outbox) {
    this.options = surroundings.options();
    this.offer = surroundings.core().options().offer();
    this.dialect = accepted.dialect();
    this.mount = surroundings.entrance().mountPoint();
    this.drops = surroundings.core().counters();
    this.receiving = accepted.attachment().receiving();
    this.admittance = new Admittance(surroundings, accepted.known());
    this.access = surroundings.guard().options();
    this.publisher = publisher;
    this.outbox = outbox;
    this.aliases = new TopicAliases(options.topicAliasMaximum());
    this.clientId = accepted.attachment().session().clientId();
  }

  void received(Packet.Publish publish) throws Farewell {
    TopicName topic = topic(publish);
    checkOffer(publish);
    switch (publish.qos()) {
      case AT_MOST_ONCE -> publish(publish, topic);
      case AT_LEAST_ONCE -> {
        checkReceiveMaximum(++unacknowledged);
        outbox.answer(publish.puback(told(publish(publish, topic))));
      }
      case EXACTLY_ONCE -> exactlyOnce(publish, topic);
    }
  }

  /** The QoS 1 messages so far are acknowledged. */
  void acknowledged() {
    unacknowledged = 0;
  }

  /** PUBREL ends an exchange, which may have begun on an earlier connection. */
  void released(Packet.Pubrel pubrel) {
    boolean found = receiving.release(pubrel.packetId());
    unreleased = found ? Math.max(0, unreleased - 1) : unreleased;
    outbox.answer(
        pubrel.pubcomp(found ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
  }

  private TopicName topic(Packet.Publish publish) throws Farewell {
    Properties properties = publish.properties();
    TopicName name = publish.topic();
    if (!properties.isEmpty()) {
      if (properties.has(Property.SUBSCRIPTION_IDENTIFIER)) {
        throw Farewell.violation("a client's PUBLISH has no Subscription Identifier");
      }
      long alias = properties.number(Property.TOPIC_ALIAS, 0);
      if (alias != 0) {
        return aliases.resolve(Math.toIntExact(alias), name);
      }
    }
    if (name == null) {
      throw Farewell.violation("a PUBLISH without Topic Name and Topic Alias");
    }
    return name;
  }

  /**
   * CONNACK told a client of MQTT 5.0 what it may not ask for {@code [MQTT-3.2.2-11]
   * [MQTT-3.2.2-14]}.
   */
  private void checkOffer(Packet.Publish publish) throws Farewell {
    if (publish.qos().compareTo(offer.maximumQos()) > 0) {
      throw Farewell.server(ReasonCode.QOS_NOT_SUPPORTED, "it published above the Maximum QoS");
    }
    if (publish.retain() && !offer.retain() && dialect.tellsOffer()) {
      throw Farewell.server(
          ReasonCode.RETAIN_NOT_SUPPORTED, "it published a message to be retained");
    }
  }

  private void checkReceiveMaximum(int outstanding) throws Farewell {
    if (outstanding > options.receiveMaximum() && dialect.tellsOffer()) {
      throw Farewell.server(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
          "more than " + options.receiveMaximum() + " messages unacknowledged");
    }
  }

  /**
   * The message is routed once; a repeat only gets the answer again {@code [MQTT-4.3.3-10]
   * [MQTT-4.3.3-12]}.
   */
  private void exactlyOnce(Packet.Publish publish, TopicName topic) throws Farewell {
    checkReceiveMaximum(unacknowledged + unreleased + (publish.dup() ? 0 : 1));
    ReasonCode reason = ReasonCode.SUCCESS;
    if (arrives(publish.packetId())) {
      reason = ReasonCode.UNSPECIFIED_ERROR;
      try {
        reason = told(publish(publish, topic));
      } finally {
        receiving.routed(publish.packetId(), reason);
      }
      unreleased += reason.isError() ? 0 : 1;
    }
    outbox.answer(publish.pubrec(reason));
  }

  private boolean arrives(int packetId) throws Farewell {
    try {
      return receiving.arrive(packetId, options.closeTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Farewell.server(ReasonCode.SERVER_SHUTTING_DOWN, "the broker stops");
    } catch (TimeoutException e) {
      throw Farewell.server(ReasonCode.SERVER_BUSY, String.valueOf(e.getMessage()));
    }
  }

  /**
   * An older version has no way to refuse: the message is acknowledged and goes nowhere, which is
   * counted.
   */
  private ReasonCode told(ReasonCode reason) {
    return reason.isError() && !dialect.refusesPublish() ? ReasonCode.SUCCESS : reason;
  }

  private ReasonCode publish(Packet.Publish publish, TopicName named) throws Farewell {
    TopicName topic = mount == null ? named : mounted(mount, named);
    if (topic == null || !allows(topic)) {
      return refused(publish, ReasonCode.TOPIC_NAME_INVALID);
    }
    Admittance.Refusal refusal =
        admittance.refusal(
            topic, publish.payload(), publish.qos(), publish.retain(), publish.properties());
    return refusal == null
        ? Admittance.told(publisher.publish(message(publish, topic)))
        : refused(refusal);
  }

  private ReasonCode refused(Admittance.Refusal refusal) throws Farewell {
    if (refusal.denied()
        && !dialect.refusesPublish()
        && access.deniedPublish() == DeniedPublish.DISCONNECT) {
      throw Farewell.server(ReasonCode.NOT_AUTHORIZED, "it was denied " + refusal.words());
    }
    return refusal.reason();
  }

  private ReasonCode refused(Packet.Publish publish, ReasonCode reason) {
    drops.dropped(DropReason.NOT_ACCEPTED, publish.qos(), 1);
    return reason;
  }

  /** A client that publishes to one topic again and again gets one object again and again. */
  @SuppressWarnings("ReferenceEquality") // the decoder answers the same topic with the same object
  private @Nullable TopicName mounted(MountPoint point, TopicName named) {
    if (named != lastNamed) {
      lastNamed = named;
      lastMounted = point.in(named);
    }
    return lastMounted;
  }

  @SuppressWarnings("ReferenceEquality") // the decoder answers the same topic with the same object
  private boolean allows(TopicName topic) {
    if (topic == lastAllowed) {
      return true;
    }
    boolean allowed = TopicLimits.allow(options, topic);
    lastAllowed = allowed ? topic : lastAllowed;
    return allowed;
  }

  private Message message(Packet.Publish publish, TopicName topic) {
    boolean retain = publish.retain() && offer.retain();
    Properties properties = publish.properties();
    long expiresAt = Message.NEVER;
    if (!properties.isEmpty()) {
      long seconds = properties.number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
      expiresAt = seconds < 0 ? Message.NEVER : publisher.shuttle().now() + seconds * 1000;
      properties = properties.without(Property.TOPIC_ALIAS, Property.MESSAGE_EXPIRY_INTERVAL);
    }
    Qos qos = publish.qos();
    return new Message(topic, publish.payload(), qos, retain, properties, expiresAt, clientId);
  }
}
