package io.heddle.connection;

import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Publisher;
import io.heddle.broker.Router;
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
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import org.jspecify.annotations.Nullable;

/** What a client publishes: checked, routed, acknowledged. Belongs to the connection's thread. */
final class Publishing {
  private final ConnectionOptions options;
  private final BrokerOptions.Offer offer;
  private final Dialect dialect;
  private final Arriving arriving;
  private final Publisher publisher;
  private final Outbox outbox;
  private final TopicAliases aliases;
  private final String clientId;
  private final Admittance admittance;
  private final AccessOptions access;
  private final Drops drops;
  private final SessionStore store;
  private final Telling telling;
  private final Scrutiny scrutiny;
  private final @Nullable Mounted mounted;
  private @Nullable TopicName lastAllowed;
  private int unacknowledged;

  /** What an interceptor wants to be told besides the code, until the answer is put in. */
  private Properties words = Properties.NONE;

  /**
   * QoS 2 messages that came over this connection and are not released. What came over an earlier
   * one does not count: each connection begins with the whole Receive Maximum.
   */
  private int unreleased;

  Publishing(
      Surroundings surroundings, Handshake.Accepted accepted, Shuttle shuttle, Outbox outbox) {
    Bounds bounds = accepted.known().bounds();
    this.options = bounds.options();
    this.offer = bounds.offer();
    this.dialect = accepted.dialect();
    this.mounted = Mounted.at(bounds.mount());
    this.drops = outbox.chronicle;
    this.store = surroundings.core().store();
    this.arriving = new Arriving(surroundings, accepted.attachment().receiving(shuttle));
    this.admittance = new Admittance(surroundings, accepted.known(), drops);
    this.telling = new Telling(accepted.known().client(), outbox);
    this.access = surroundings.guard().options();
    this.publisher =
        surroundings.core().router().publisher(accepted.attachment().session(), shuttle);
    this.outbox = outbox;
    this.scrutiny = accepted.scrutiny(surroundings, admittance, shuttle);
    this.aliases = new TopicAliases(options.topicAliasMaximum());
    this.clientId = accepted.attachment().session().clientId();
  }

  void received(Packet.Publish publish) throws Farewell {
    TopicName topic = topic(publish);
    checkOffer(publish);
    switch (publish.qos()) {
      case AT_MOST_ONCE -> {
        publish(publish, topic);
        takeWords();
      }
      case AT_LEAST_ONCE -> {
        checkReceiveMaximum(++unacknowledged);
        telling.answer(acknowledgement(publish, told(publish(publish, topic))));
      }
      case EXACTLY_ONCE -> exactlyOnce(publish, topic);
    }
  }

  private Packet.Puback acknowledgement(Packet.Publish publish, ReasonCode reason) {
    return new Packet.Puback(publish.packetId(), reason, takeWords());
  }

  private Properties takeWords() {
    Properties taken = words;
    if (!taken.isEmpty()) {
      words = Properties.NONE;
    }
    return taken;
  }

  /** The messages so far are with their receivers; those of QoS 1 are acknowledged now. */
  void brought(KeepAlive keepAlive) {
    telling.tell(keepAlive);
    unacknowledged = 0;
  }

  /** PUBREL ends an exchange, which may have begun on an earlier connection. */
  void released(Packet.Pubrel pubrel) {
    boolean found = arriving.release(pubrel.packetId());
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
    if (arriving.begins(publish.packetId())) {
      reason = ReasonCode.UNSPECIFIED_ERROR;
      try {
        reason = told(publish(publish, topic));
      } finally {
        arriving.received(reason);
      }
      unreleased += reason.isError() ? 0 : 1;
    }
    telling.answer(new Packet.Pubrec(publish.packetId(), reason, takeWords()));
  }

  /**
   * An older version has no way to refuse: the message is acknowledged and goes nowhere, which is
   * counted.
   */
  private ReasonCode told(ReasonCode reason) {
    return reason.isError() && !dialect.refusesPublish() ? ReasonCode.SUCCESS : reason;
  }

  private ReasonCode publish(Packet.Publish publish, TopicName named) throws Farewell {
    TopicName topic = mounted == null ? named : mounted.in(named);
    if (topic == null || !allows(topic)) {
      return refused(publish, named, ReasonCode.TOPIC_NAME_INVALID);
    }
    if (TopicLimits.isServers(topic)) {
      return refused(publish, topic, ReasonCode.NOT_AUTHORIZED);
    }
    Message message = message(publish, topic);
    outbox.chronicle.publishes(message);
    return scrutiny.asksAbout(topic) ? intercepted(message) : permitted(message);
  }

  /** Rules of access hold for what the message has become. */
  private ReasonCode intercepted(Message message) throws Farewell {
    Ruling<Message> ruling = scrutiny.message(message);
    Message made = ruling.what();
    if (made != null) {
      outbox.chronicle.changed(message, made);
      return permitted(made);
    }
    leaveIfDenied(ruling.denied(), ruling.words());
    words = ruling.told();
    if (!ruling.denied()) {
      // Whoever has taken the message may have written it down.
      publisher.shuttle().mark(store.mark());
    }
    return ruling.instead();
  }

  private ReasonCode permitted(Message message) throws Farewell {
    Admittance.Refusal refusal = admittance.forbidden(message);
    if (refusal == null) {
      return route(message);
    }
    leaveIfDenied(refusal.denied(), refusal.words());
    return refusal.reason();
  }

  /** Whoever was asked about the message may have taken long, or ended the connection himself. */
  private ReasonCode route(Message message) throws Farewell {
    Farewell.heed(outbox.farewell());
    Router.Routed routed = arriving.routed(message, publisher, this::told);
    if (routed == Router.Routed.STORE_FULL && !dialect.refusesPublish()) {
      throw Farewell.server(ReasonCode.QUOTA_EXCEEDED, "there is no room to keep its message");
    }
    if (routed == Router.Routed.QUOTA_EXCEEDED || routed == Router.Routed.STORE_FULL) {
      return ReasonCode.QUOTA_EXCEEDED;
    }
    telling.published(message);
    return routed == Router.Routed.DELIVERED
        ? ReasonCode.SUCCESS
        : ReasonCode.NO_MATCHING_SUBSCRIBERS;
  }

  /** An older version has no words for a denial but the end, if the operator wants it. */
  private void leaveIfDenied(boolean denied, String why) throws Farewell {
    if (denied && !dialect.refusesPublish() && access.deniedPublish() == DeniedPublish.DISCONNECT) {
      throw Farewell.server(ReasonCode.NOT_AUTHORIZED, "it was denied " + why);
    }
  }

  private ReasonCode refused(Packet.Publish publish, TopicName topic, ReasonCode reason) {
    drops.dropped(DropReason.NOT_ACCEPTED, message(publish, topic), publish.qos(), clientId);
    return reason;
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
