package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Verdict;
import io.heddle.broker.BrokerOptions;
import io.heddle.broker.Counters;
import io.heddle.hook.Kind;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import java.util.function.UnaryOperator;

/**
 * What interceptors make of that which one client publishes, subscribes to and unsubscribes from,
 * whether it comes with packets or is a part of the program: what they deny or drop is counted and
 * logged here, and the limits hold for what they have made. Rules of access are asked after that,
 * by the caller. As safe for use by several threads as its {@link Consultation}.
 */
public final class Scrutiny {
  private final Consultation consultation;
  private final Admittance admittance;
  private final Identification.Known known;
  private final BrokerOptions.Offer offer;
  private final Drops drops;
  private final UnaryOperator<TopicName> destination;
  private final Counters counters;

  Scrutiny(
      Surroundings surroundings,
      Identification.Known known,
      Admittance admittance,
      Consultation consultation,
      Drops drops) {
    this.consultation = consultation;
    this.admittance = admittance;
    this.known = known;
    this.offer = known.bounds().offer();
    this.drops = drops;
    this.destination = surroundings.guard().doorkeeper().destination();
    this.counters = surroundings.core().counters();
  }

  /** Whether somebody is to be asked about messages. */
  boolean asksAboutMessages() {
    return consultation.asks(Kind.PUBLISH);
  }

  /** Whether somebody is to be asked about messages of this topic. */
  public boolean asksAbout(TopicName topic) {
    return consultation.asksAbout(topic);
  }

  /** Asks about a message that is within the limits. */
  public Ruling<Message> message(Message message) {
    return switch (consultation.publish(message)) {
      case Verdict.Allow<Message> allow -> Ruling.on(message);
      case Verdict.Change<Message>(Message made, boolean last) -> {
        Message to = Consultation.fit(made, offer);
        Admittance.Refusal refusal = admittance.beyondLimits(to);
        yield refusal == null ? Ruling.on(to) : Ruling.no(refusal);
      }
      case Verdict.Deny<Message> denial -> {
        String words = admittance.denied(message, whyDenied(message), denial.words()).words();
        ReasonCode reason = Consultation.reason(denial, Consultation.PUBLISH);
        yield new Ruling<>(null, reason, true, consultation.told(denial), words);
      }
      case Verdict.Drop<Message>(String why) -> {
        drops.dropped(
            DropReason.DROPPED_BY_HOOK, message, message.qos(), known.client().clientId());
        deny("publishing to " + message.topic().value() + ", without a word: " + why);
        yield Ruling.none(ReasonCode.SUCCESS);
      }
      case Verdict.Take<Message> take -> Ruling.none(ReasonCode.SUCCESS);
    };
  }

  /** Rules of access are about the topic that a delayed message has in the end. */
  private DropReason whyDenied(Message message) {
    TopicName later = destination.apply(message.topic());
    return !later.equals(message.topic())
            && admittance
                    .entitlement()
                    .decide(new Action.Publish(later, message.qos(), message.retain()))
                instanceof Access.Denied
        ? DropReason.PUBLISH_DENIED
        : DropReason.DENIED_BY_HOOK;
  }

  /** Asks about a subscription, if somebody is to be asked. */
  public Ruling<Subscription> subscription(Subscription meant) {
    if (!consultation.asks(Kind.SUBSCRIBE)) {
      return Ruling.on(meant);
    }
    return switch (consultation.subscribe(meant)) {
      case Verdict.Allow<Subscription> allow -> Ruling.on(meant);
      case Verdict.Change<Subscription>(Subscription to, boolean last) ->
          admittance.allows(to.filter())
              ? Ruling.on(to.atMost(meant.qos()))
              : Ruling.none(ReasonCode.TOPIC_FILTER_INVALID);
      case Verdict.Deny<Subscription> denial -> {
        counters.add(Counters.Count.SUBSCRIPTIONS_DENIED, 1);
        ReasonCode reason = Consultation.reason(denial, Consultation.SUBSCRIBE);
        yield denied("subscribing to " + meant.filter(), reason, denial);
      }
      case Verdict.Drop<Subscription>(String why) -> pretended(meant, why);
      case Verdict.Take<Subscription>(String why) -> pretended(meant, why);
    };
  }

  private Ruling<Subscription> pretended(Subscription meant, String why) {
    deny("subscribing to " + meant.filter() + ", without a word: " + why);
    return Ruling.none(ReasonCode.granted(meant.qos().min(offer.maximumQos())));
  }

  /** Asks about a filter that is unsubscribed from, if somebody is to be asked. */
  public Ruling<TopicFilter> filter(TopicFilter meant) {
    if (!consultation.asks(Kind.UNSUBSCRIBE)) {
      return Ruling.on(meant);
    }
    return switch (consultation.unsubscribe(meant)) {
      case Verdict.Allow<TopicFilter> allow -> Ruling.on(meant);
      case Verdict.Change<TopicFilter>(TopicFilter to, boolean last) -> Ruling.on(to);
      case Verdict.Deny<TopicFilter> denial -> {
        ReasonCode reason = Consultation.reason(denial, Consultation.UNSUBSCRIBE);
        yield denied("unsubscribing from " + meant, reason, denial);
      }
      case Verdict.Drop<TopicFilter>(String why) -> pretended(meant, why);
      case Verdict.Take<TopicFilter>(String why) -> pretended(meant, why);
    };
  }

  private Ruling<TopicFilter> pretended(TopicFilter meant, String why) {
    deny("unsubscribing from " + meant + ", without a word: " + why);
    return Ruling.none(ReasonCode.SUCCESS);
  }

  private <T> Ruling<T> denied(String what, ReasonCode reason, Verdict.Deny<T> denial) {
    String words = what + ": " + denial.words();
    deny(words);
    return new Ruling<>(null, reason, true, consultation.told(denial), words);
  }

  private void deny(String words) {
    known.denials().accept(words);
  }
}
