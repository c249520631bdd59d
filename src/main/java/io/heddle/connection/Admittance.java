package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.broker.Counters;
import io.heddle.broker.Router;
import io.heddle.broker.Subscribing;
import io.heddle.mqtt.Bytes;
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
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one client may publish and subscribe to, whether it comes with packets or is a part of the
 * program. Safe for use by any thread.
 */
public final class Admittance {
  private final ConnectionOptions options;
  private final Identification.Known known;
  private final Subscribing subscribing;
  private final Counters counters;
  private final ReasonCode deniedSubscribe;

  Admittance(Surroundings surroundings, Identification.Known known) {
    this.options = surroundings.options();
    this.known = known;
    this.subscribing = surroundings.core().subscribing();
    this.counters = surroundings.core().counters();
    this.deniedSubscribe = surroundings.guard().options().deniedSubscribe();
  }

  /** That of a client in the program that embeds the broker, which says who the client is. */
  public static Admittance inProgram(Surroundings surroundings, Client client) {
    String place = "this program";
    Caller caller = new Caller(client.clientId(), client.userName());
    Guard guard = surroundings.guard();
    List<ClientAuthorizer> asked = guard.of(client, null);
    Permissions permissions =
        new Permissions(
            asked,
            guard.options().allowedByDefault(),
            fault -> surroundings.logbook().fault(caller, place, fault));
    return new Admittance(
        surroundings,
        new Identification.Known(
            client, permissions, words -> surroundings.logbook().denied(caller, place, words)));
  }

  /**
   * Why something is refused.
   *
   * @param denied whether a rule of access did it
   */
  public record Refusal(ReasonCode reason, boolean denied, String words) {}

  /** Why it may not come in; null when it may. */
  public @Nullable Refusal connecting() {
    return known.permissions().connect() instanceof Access.Denied(String rule)
        ? new Refusal(ReasonCode.NOT_AUTHORIZED, true, "it may not connect: " + rule)
        : null;
  }

  /** What its session asks before it sends a message; null when it need not ask. */
  public @Nullable Predicate<TopicName> reading() {
    return known.permissions().reading();
  }

  /** Whether a topic is within the operator's limits. */
  public boolean allows(TopicName topic) {
    return TopicLimits.allow(options, topic);
  }

  /** Why a message within those limits is not routed, which is counted; null when it is to be. */
  public @Nullable Refusal refusal(
      TopicName topic, Bytes payload, Qos qos, boolean retain, Properties properties) {
    if (TopicLimits.isServers(topic)) {
      return refused(qos, ReasonCode.NOT_AUTHORIZED, "the topics under $SYS are the server's");
    }
    if (known.permissions().publish(topic, qos, retain) instanceof Access.Denied(String rule)) {
      return denied(topic, qos, rule);
    }
    return !properties.isEmpty() && isBadText(properties, payload)
        ? refused(qos, ReasonCode.PAYLOAD_FORMAT_INVALID, "the payload is not UTF-8")
        : null;
  }

  /** A message that is not accepted, which is counted. */
  public Refusal refused(Qos qos, ReasonCode reason, String words) {
    counters.dropped(DropReason.NOT_ACCEPTED, qos, 1);
    return new Refusal(reason, false, words);
  }

  private Refusal denied(TopicName topic, Qos qos, String rule) {
    counters.dropped(DropReason.PUBLISH_DENIED, qos, 1);
    String words = "publishing to " + topic.value() + ": " + rule;
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
      case QUOTA_EXCEEDED -> ReasonCode.QUOTA_EXCEEDED;
    };
  }

  /** Whether a filter is within the operator's limits. */
  public boolean allows(TopicFilter filter) {
    return TopicLimits.allow(options, filter);
  }

  /** Subscribes to a filter within those limits, as far as it may. */
  public Subscribing.Answer subscribe(Attachment attachment, Subscription wanted) {
    TopicFilter filter = wanted.filter();
    Action action = new Action.Subscribe(filter.unshared(), wanted.qos(), filter.shareName());
    return switch (known.permissions().decide(action)) {
      case Access.Denied(String rule) -> denied(filter, rule);
      case Access.Allowed(Qos most, String rule) -> {
        Subscribing.Answer answer = subscribing.subscribe(attachment, wanted.atMost(most));
        yield answer.reason() == ReasonCode.NOT_AUTHORIZED
            ? denied(filter, "subscribe.deny")
            : answer;
      }
      case Access.NoOpinion none -> denied(filter, "nobody has an opinion");
    };
  }

  private Subscribing.Answer denied(TopicFilter filter, String rule) {
    counters.add(Counters.Count.SUBSCRIPTIONS_DENIED, 1);
    known.denials().accept("subscribing to " + filter + ": " + rule);
    return new Subscribing.Answer(deniedSubscribe, null);
  }
}
