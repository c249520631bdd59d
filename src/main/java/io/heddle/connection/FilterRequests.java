package io.heddle.connection;

import io.heddle.broker.Subscribing;
import io.heddle.codec.Packet;
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
  private final Admittance admittance;

  FilterRequests(
      Surroundings surroundings, Handshake.Accepted accepted, Outbox outbox, Shuttle shuttle) {
    this.options = surroundings.options();
    this.mount = surroundings.entrance().mountPoint();
    this.subscribing = surroundings.core().subscribing();
    this.dialect = accepted.dialect();
    this.attachment = accepted.attachment();
    this.outbox = outbox;
    this.shuttle = shuttle;
    this.admittance = new Admittance(surroundings, accepted.known());
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
      Subscribing.Answer answer = admittance.subscribe(attachment, subscription);
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

  /** Always allowed: whoever subscribes less learns nothing. */
  void unsubscribe(Packet.Unsubscribe unsubscribe) {
    List<ReasonCode> reasons = new ArrayList<>();
    for (TopicFilter named : unsubscribe.filters()) {
      shuttle.step();
      TopicFilter filter = mount == null ? named : mount.in(named);
      reasons.add(
          filter == null
              ? ReasonCode.NO_SUBSCRIPTION_EXISTED
              : subscribing.unsubscribe(attachment, filter));
    }
    outbox.answer(unsubscribe.unsuback(reasons));
  }
}
