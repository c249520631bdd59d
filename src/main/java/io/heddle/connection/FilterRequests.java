package io.heddle.connection;

import io.heddle.api.Verdict;
import io.heddle.broker.Counters;
import io.heddle.broker.Subscribing;
import io.heddle.codec.Packet;
import io.heddle.hook.Kind;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Feed;
import io.heddle.session.Shuttle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client subscribes to and unsubscribes from. Belongs to the connection's thread. */
final class FilterRequests {
  private final ConnectionOptions options;
  private final @Nullable MountPoint mount;
  private final Subscribing subscribing;
  private final Dialect dialect;
  private final Attachment attachment;
  private final Outbox outbox;
  private final Shuttle shuttle;
  private final Identification.Known known;
  private final Admittance admittance;
  private final Counters counters;
  private final Consultation consultation;
  private final Qos maximumQos;

  FilterRequests(
      Surroundings surroundings, Handshake.Accepted accepted, Outbox outbox, Shuttle shuttle) {
    this.options = accepted.known().bounds().options();
    this.mount = accepted.known().bounds().mount();
    this.subscribing = surroundings.core().subscribing();
    this.dialect = accepted.dialect();
    this.attachment = accepted.attachment();
    this.outbox = outbox;
    this.shuttle = shuttle;
    this.known = accepted.known();
    this.admittance = new Admittance(surroundings, known);
    this.counters = surroundings.core().counters();
    this.consultation = new Consultation(surroundings, accepted, shuttle);
    this.maximumQos = surroundings.core().options().offer().maximumQos();
  }

  /** Retained messages, and those that wait in a share group, come after SUBACK. */
  void subscribe(Packet.Subscribe subscribe) {
    Properties words = Properties.NONE;
    List<Wish<Subscription>> wishes = new ArrayList<>();
    for (Subscription named : subscribe.subscriptions()) {
      shuttle.step();
      Wish<Subscription> wish = wish(named);
      words = words.isEmpty() ? wish.words() : words;
      wishes.add(wish);
    }
    List<ReasonCode> reasons = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    for (Wish<Subscription> wish : wishes) {
      shuttle.step();
      Subscription wanted = wish.what();
      Subscribing.Answer answer =
          wanted == null ? new Subscribing.Answer(wish.instead(), null) : subscribe(wanted);
      reasons.add(answer.reason());
      if (answer.feed() != null) {
        feeds.add(answer.feed());
      }
    }
    List<ReasonCode> told = dialect.suback(subscribe.subscriptions(), reasons);
    outbox.answer(new Packet.Suback(subscribe.packetId(), words, told));
    for (Feed feed : feeds) {
      attachment.feed(feed, shuttle);
      shuttle.step();
    }
    attachment.pull(shuttle);
  }

  /**
   * What is to be done about one filter.
   *
   * @param what to do it with; null when it is not done
   * @param instead the code then
   * @param words for the client besides
   */
  private record Wish<T>(@Nullable T what, ReasonCode instead, Properties words) {
    static <T> Wish<T> of(T what) {
      return new Wish<>(what, ReasonCode.SUCCESS, Properties.NONE);
    }

    static <T> Wish<T> none(ReasonCode instead) {
      return new Wish<>(null, instead, Properties.NONE);
    }
  }

  private Wish<Subscription> wish(Subscription named) {
    Subscription meant = mount == null ? named : mount.in(named);
    if (meant == null || !TopicLimits.allow(options, meant.filter())) {
      return Wish.none(ReasonCode.TOPIC_FILTER_INVALID);
    }
    if (!consultation.asks(Kind.SUBSCRIBE)) {
      return Wish.of(meant);
    }
    return switch (consultation.subscribe(meant)) {
      case Verdict.Allow<Subscription> allow -> Wish.of(meant);
      case Verdict.Change<Subscription>(Subscription to, boolean last) ->
          TopicLimits.allow(options, to.filter())
              ? Wish.of(to.atMost(meant.qos()))
              : Wish.none(ReasonCode.TOPIC_FILTER_INVALID);
      case Verdict.Deny<Subscription> denial -> {
        counters.add(Counters.Count.SUBSCRIPTIONS_DENIED, 1);
        known.denials().accept("subscribing to " + meant.filter() + ": " + denial.words());
        ReasonCode reason = Consultation.reason(denial, Consultation.SUBSCRIBE);
        yield new Wish<>(null, reason, consultation.told(denial));
      }
      case Verdict.Drop<Subscription>(String why) -> pretended(meant, why);
      case Verdict.Take<Subscription>(String why) -> pretended(meant, why);
    };
  }

  private Wish<Subscription> pretended(Subscription meant, String why) {
    known.denials().accept("subscribing to " + meant.filter() + ", without a word: " + why);
    return Wish.none(ReasonCode.granted(meant.qos().min(maximumQos)));
  }

  private Subscribing.Answer subscribe(Subscription wanted) {
    Subscribing.Answer answer = admittance.subscribe(attachment, wanted);
    if (!answer.reason().isError()) {
      Qos granted = Qos.of(answer.reason().code());
      outbox.chronicle.subscribed(known.client(), wanted.atMost(granted), shuttle);
    }
    return answer;
  }

  /** Rules of access always allow it: whoever subscribes less learns nothing. */
  void unsubscribe(Packet.Unsubscribe unsubscribe) {
    Properties words = Properties.NONE;
    List<Wish<TopicFilter>> wishes = new ArrayList<>();
    for (TopicFilter named : unsubscribe.filters()) {
      shuttle.step();
      Wish<TopicFilter> wish = wish(named);
      words = words.isEmpty() ? wish.words() : words;
      wishes.add(wish);
    }
    List<ReasonCode> reasons = new ArrayList<>();
    for (Wish<TopicFilter> wish : wishes) {
      shuttle.step();
      TopicFilter unwanted = wish.what();
      reasons.add(unwanted == null ? wish.instead() : unsubscribe(unwanted));
    }
    outbox.answer(new Packet.Unsuback(unsubscribe.packetId(), words, reasons));
  }

  private Wish<TopicFilter> wish(TopicFilter named) {
    TopicFilter meant = mount == null ? named : mount.in(named);
    if (meant == null) {
      return Wish.none(ReasonCode.NO_SUBSCRIPTION_EXISTED);
    }
    if (!consultation.asks(Kind.UNSUBSCRIBE)) {
      return Wish.of(meant);
    }
    return switch (consultation.unsubscribe(meant)) {
      case Verdict.Allow<TopicFilter> allow -> Wish.of(meant);
      case Verdict.Change<TopicFilter>(TopicFilter to, boolean last) -> Wish.of(to);
      case Verdict.Deny<TopicFilter> denial -> {
        known.denials().accept("unsubscribing from " + meant + ": " + denial.words());
        ReasonCode reason = Consultation.reason(denial, Consultation.UNSUBSCRIBE);
        yield new Wish<>(null, reason, consultation.told(denial));
      }
      case Verdict.Drop<TopicFilter>(String why) -> pretended(meant, why);
      case Verdict.Take<TopicFilter>(String why) -> pretended(meant, why);
    };
  }

  private Wish<TopicFilter> pretended(TopicFilter meant, String why) {
    known.denials().accept("unsubscribing from " + meant + ", without a word: " + why);
    return Wish.none(ReasonCode.SUCCESS);
  }

  private ReasonCode unsubscribe(TopicFilter filter) {
    ReasonCode reason = subscribing.unsubscribe(attachment, filter);
    if (reason == ReasonCode.SUCCESS) {
      outbox.chronicle.unsubscribed(known.client(), filter, shuttle);
    }
    return reason;
  }
}
