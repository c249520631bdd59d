package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.broker.Counters;
import io.heddle.broker.Entitlement;
import io.heddle.broker.Router;
import io.heddle.broker.Subscribing;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import io.heddle.session.Attachment;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one client may publish and subscribe to, whether it comes with packets or is a part of the
 * program. Safe for use by any thread.
 */
public final class Admittance {
  private final ConnectionOptions options;
  private final Entitlement entitlement;
  private final Identification.Known known;
  private final Subscribing subscribing;
  private final Counters counters;
  private final Drops drops;
  private final ReasonCode deniedSubscribe;

  Admittance(Surroundings surroundings, Identification.Known known, Drops drops) {
    this.options = surroundings.options();
    this.entitlement = Rights.of(surroundings, known);
    this.known = known;
    this.subscribing = surroundings.core().subscribing();
    this.counters = surroundings.core().counters();
    this.drops = drops;
    this.deniedSubscribe = surroundings.guard().options().deniedSubscribe();
  }

  /**
   * Why something is refused.
   *
   * @param denied whether a rule of access did it
   */
  public record Refusal(ReasonCode reason, boolean denied, String words) {}

  /** What others may ask of it. */
  public Entitlement entitlement() {
    return entitlement;
  }

  /** Whether anybody is asked what the client may do. */
  boolean asks() {
    return !known.permissions().isUnlimited();
  }

  /** What its session asks before it sends a message; null when it need not ask. */
  public @Nullable Predicate<TopicName> reading() {
    return known.permissions().reading();
  }

  /** It has unsubscribed. */
  public void unsubscribed(Attachment attachment, TopicFilter filter) {
    known.permissions().unsubscribed(attachment.session(), filter);
  }

  /** Whether a topic is within the operator's limits. */
  public boolean allows(TopicName topic) {
    return TopicLimits.allow(options, topic);
  }

  /** Why a message may not go to its topic, which is counted; null when it may. */
  public @Nullable Refusal beyondLimits(Message message) {
    if (!allows(message.topic())) {
      return refused(message, ReasonCode.TOPIC_NAME_INVALID, "the topic is too long or too deep");
    }
    return TopicLimits.isServers(message.topic())
        ? refused(message, ReasonCode.NOT_AUTHORIZED, "the topics under $SYS are the server's")
        : null;
  }

  /** Why a message within the limits is not routed, which is counted; null when it is to be. */
  public @Nullable Refusal forbidden(Message message) {
    if (known.permissions().publish(message.topic(), message.qos(), message.retain())
        instanceof Access.Denied(String rule)) {
      return denied(message, DropReason.PUBLISH_DENIED, rule);
    }
    return !message.properties().isEmpty() && isBadText(message.properties(), message.payload())
        ? refused(message, ReasonCode.PAYLOAD_FORMAT_INVALID, "the payload is not UTF-8")
        : null;
  }

  /** A message that is not accepted, which is counted. */
  public Refusal refused(Message message, ReasonCode reason, String words) {
    drops.dropped(DropReason.NOT_ACCEPTED, message, message.qos(), known.client().clientId());
    return new Refusal(reason, false, words);
  }

  /** A message that somebody denies, which is counted and logged. */
  Refusal denied(Message message, DropReason reason, String rule) {
    drops.dropped(reason, message, message.qos(), known.client().clientId());
    String words = "publishing to " + message.topic().value() + ": " + rule;
    known.denials().accept(words);
    return new Refusal(ReasonCode.NOT_AUTHORIZED, true, words);
  }

  private boolean isBadText(Properties properties, Bytes payload) {
    return options.checkPayloadFormat()
        && properties.number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1
        && !Utf8.isWellFormed(payload);
  }

  /** What the publisher of a message is told. */
  public static ReasonCode told(Router.Routed routed) {
    return switch (routed) {
      case DELIVERED -> ReasonCode.SUCCESS;
      case NO_SUBSCRIBERS -> ReasonCode.NO_MATCHING_SUBSCRIBERS;
      case QUOTA_EXCEEDED, STORE_FULL -> ReasonCode.QUOTA_EXCEEDED;
    };
  }

  /** Whether a filter is within the operator's limits. */
  public boolean allows(TopicFilter filter) {
    return TopicLimits.allow(options, filter);
  }

  /**
   * Asks whether it may subscribe to a filter within those limits, and how; a denial is counted.
   * Whoever is asked may take long: the client may have gone when this returns.
   */
  public Ruling<Subscription> permitted(Subscription wanted) {
    TopicFilter filter = wanted.filter();
    Action action = new Action.Subscribe(filter.unshared(), wanted.qos(), filter.shareName());
    return switch (known.permissions().decide(action)) {
      case Access.Denied(String rule) -> Ruling.none(denied(filter, rule));
      case Access.Allowed(Qos most, String rule) -> Ruling.on(wanted.atMost(most));
      case Access.NoOpinion none -> Ruling.none(denied(filter, "nobody has an opinion"));
    };
  }

  /** Subscribes to what is permitted. */
  public Subscribing.Answer subscribe(Attachment attachment, Subscription permitted) {
    Subscribing.Answer answer =
        subscribing.subscribe(attachment, permitted, known.bounds().offer());
    return answer.reason() == ReasonCode.NOT_AUTHORIZED
        ? new Subscribing.Answer(denied(permitted.filter(), "subscribe.deny"), null)
        : answer;
  }

  private ReasonCode denied(TopicFilter filter, String rule) {
    counters.add(Counters.Count.SUBSCRIPTIONS_DENIED, 1);
    known.denials().accept("subscribing to " + filter + ": " + rule);
    return deniedSubscribe;
  }
}
