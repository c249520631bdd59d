package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.broker.Counters;
import io.heddle.broker.Subscribing;
import io.heddle.codec.Packet;
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
  private final ReasonCode denied;
  private final Counters counters;

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
    this.denied = surroundings.guard().options().deniedSubscribe();
    this.counters = surroundings.core().counters();
  }

  /** Retained messages, and those that wait in a share group, come after SUBACK. */
  void subscribe(Packet.Subscribe subscribe) {
    List<ReasonCode> reasons = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    for (Subscription named : subscribe.subscriptions()) {
      shuttle.step();
      Subscription subscription = mount == null ? named : mount.in(named);
      if (subscription == null || !TopicLimits.allow(options, subscription.filter())) {
        reasons.add(ReasonCode.TOPIC_FILTER_INVALID);
        continue;
      }
      Subscribing.Answer answer = subscribe(subscription);
      reasons.add(answer.reason());
      if (answer.feed() != null) {
        feeds.add(answer.feed());
      }
    }
    outbox.answer(subscribe.suback(dialect.suback(subscribe.subscriptions(), reasons)));
    for (Feed feed : feeds) {
      attachment.feed(feed, shuttle);
      shuttle.step();
    }
    attachment.pull(shuttle);
  }

  private Subscribing.Answer subscribe(Subscription wanted) {
    TopicFilter filter = wanted.filter();
    Action action = new Action.Subscribe(filter.unshared(), wanted.qos(), filter.shareName());
    return switch (known.permissions().decide(action)) {
      case Access.Denied(String rule) -> denied(filter, rule);
      case Access.Allowed(Qos most, String rule) -> {
        Subscribing.Answer answer =
            subscribing.subscribe(attachment, wanted.atMost(most), known.bounds().offer());
        if (!answer.reason().isError()) {
          Qos granted = Qos.of(answer.reason().code());
          outbox.chronicle.subscribed(known.client(), wanted.atMost(granted), shuttle);
        }
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
    return new Subscribing.Answer(denied, null);
  }

  /** Always allowed: whoever subscribes less learns nothing. */
  void unsubscribe(Packet.Unsubscribe unsubscribe) {
    List<ReasonCode> reasons = new ArrayList<>();
    for (TopicFilter named : unsubscribe.filters()) {
      shuttle.step();
      TopicFilter filter = mount == null ? named : mount.in(named);
      reasons.add(filter == null ? ReasonCode.NO_SUBSCRIPTION_EXISTED : unsubscribe(filter));
    }
    outbox.answer(unsubscribe.unsuback(reasons));
  }

  private ReasonCode unsubscribe(TopicFilter filter) {
    ReasonCode reason = subscribing.unsubscribe(attachment, filter);
    if (reason == ReasonCode.SUCCESS) {
      outbox.chronicle.unsubscribed(known.client(), filter, shuttle);
    }
    return reason;
  }
}
