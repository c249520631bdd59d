package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.Verdict;
import io.heddle.broker.BrokerOptions;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Kind;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Shuttle;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the interceptors what a connected client may do. They may block, if they do not say
 * otherwise, so whatever the client's thread holds back is sent before. Belongs to that thread, if
 * there is one that holds something back.
 */
final class Consultation {
  /** The errors that PUBACK and PUBREC may carry and that say nothing of the exchange itself. */
  static final Set<ReasonCode> PUBLISH =
      EnumSet.of(
          ReasonCode.UNSPECIFIED_ERROR,
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          ReasonCode.NOT_AUTHORIZED,
          ReasonCode.TOPIC_NAME_INVALID,
          ReasonCode.QUOTA_EXCEEDED,
          ReasonCode.PAYLOAD_FORMAT_INVALID);

  /** Likewise those of SUBACK. */
  static final Set<ReasonCode> SUBSCRIBE =
      EnumSet.of(
          ReasonCode.UNSPECIFIED_ERROR,
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          ReasonCode.NOT_AUTHORIZED,
          ReasonCode.TOPIC_FILTER_INVALID,
          ReasonCode.QUOTA_EXCEEDED,
          ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
          ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
          ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);

  /** Likewise those of UNSUBACK. */
  static final Set<ReasonCode> UNSUBSCRIBE =
      EnumSet.of(
          ReasonCode.UNSPECIFIED_ERROR,
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
          ReasonCode.NOT_AUTHORIZED,
          ReasonCode.TOPIC_FILTER_INVALID);

  private static final Property[] NOT_FORWARDED =
      others(
          Property.PAYLOAD_FORMAT_INDICATOR,
          Property.CONTENT_TYPE,
          Property.RESPONSE_TOPIC,
          Property.CORRELATION_DATA,
          Property.USER_PROPERTY);

  private static final Property[] NOT_TOLD = others(Property.REASON_STRING, Property.USER_PROPERTY);

  private final Interceptors interceptors;
  private final Surroundings surroundings;
  private final Client client;
  private final boolean tells;
  private final @Nullable Shuttle shuttle;

  /**
   * That of a client.
   *
   * @param tells whether it is told more of a denial than the code
   * @param shuttle what its one thread holds back; null when nothing is held back, and any thread
   *     may ask
   */
  Consultation(Surroundings surroundings, Client client, boolean tells, @Nullable Shuttle shuttle) {
    this.surroundings = surroundings;
    this.interceptors = surroundings.core().interceptors();
    this.client = client;
    this.tells = tells;
    this.shuttle = shuttle;
  }

  private static Property[] others(Property... kept) {
    Set<Property> all = EnumSet.allOf(Property.class);
    all.removeAll(Set.of(kept));
    return all.toArray(Property[]::new);
  }

  /** Whether anybody is to be asked. */
  boolean asks(Kind kind) {
    return interceptors.ask(kind);
  }

  /** Whether anybody is to be asked about messages to a topic. */
  boolean asksAbout(TopicName topic) {
    return interceptors.ask(Kind.PUBLISH) && interceptors.askAbout(client, topic);
  }

  Verdict<Message> publish(Message message) {
    if (!interceptors.mayWaitOverMessages()) {
      return interceptors.publish(client, message);
    }
    pause();
    try {
      return interceptors.publish(client, message);
    } finally {
      goOn();
    }
  }

  Verdict<Subscription> subscribe(Subscription subscription) {
    pause();
    try {
      return interceptors.subscribe(client, subscription);
    } finally {
      goOn();
    }
  }

  Verdict<TopicFilter> unsubscribe(TopicFilter filter) {
    pause();
    try {
      return interceptors.unsubscribe(client, filter);
    } finally {
      goOn();
    }
  }

  private void pause() {
    if (shuttle != null) {
      shuttle.pause();
    }
  }

  /** Time may have passed. */
  private void goOn() {
    if (shuttle != null) {
      shuttle.now(surroundings.core().clock().millis());
    }
  }

  /** The code of a denial where these may stand. */
  static ReasonCode reason(Verdict.Deny<?> denial, Set<ReasonCode> allowed) {
    return allowed.contains(denial.reason()) ? denial.reason() : ReasonCode.NOT_AUTHORIZED;
  }

  /** What the client is told of a denial, besides the code. */
  Properties told(Verdict.Deny<?> denial) {
    return tells ? denial.told().without(NOT_TOLD) : Properties.NONE;
  }

  /** A message that an interceptor made, as it can be published: within the offer. */
  static Message fit(Message made, BrokerOptions.Offer offer) {
    return new Message(
        made.topic(),
        made.payload(),
        made.qos().min(offer.maximumQos()),
        made.retain() && offer.retain(),
        made.properties().without(NOT_FORWARDED),
        made.expiresAt(),
        made.publisher());
  }
}
