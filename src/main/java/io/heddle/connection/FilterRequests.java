package io.heddle.connection;

import io.heddle.broker.Subscribing;
import io.heddle.codec.Packet;
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
  private final @Nullable MountPoint mount;
  private final Subscribing subscribing;
  private final Dialect dialect;
  private final Attachment attachment;
  private final Outbox outbox;
  private final Shuttle shuttle;
  private final Identification.Known known;
  private final Admittance admittance;
  private final Scrutiny scrutiny;

  FilterRequests(
      Surroundings surroundings, Handshake.Accepted accepted, Outbox outbox, Shuttle shuttle) {
    this.mount = accepted.known().bounds().mount();
    this.subscribing = surroundings.core().subscribing();
    this.dialect = accepted.dialect();
    this.attachment = accepted.attachment();
    this.outbox = outbox;
    this.shuttle = shuttle;
    this.known = accepted.known();
    this.admittance = new Admittance(surroundings, known, outbox.chronicle);
    this.scrutiny = accepted.scrutiny(surroundings, admittance, shuttle);
  }

  /** Retained messages, and those that wait in a share group, come after SUBACK. */
  void subscribe(Packet.Subscribe subscribe) throws Farewell {
    Properties words = Properties.NONE;
    List<Ruling<Subscription>> rulings = new ArrayList<>();
    for (Subscription named : subscribe.subscriptions()) {
      shuttle.step();
      Ruling<Subscription> ruling = ruling(named);
      words = words.isEmpty() ? ruling.told() : words;
      rulings.add(ruling);
    }
    List<ReasonCode> reasons = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    for (Ruling<Subscription> ruling : rulings) {
      shuttle.step();
      Subscription wanted = ruling.what();
      Subscribing.Answer answer =
          wanted == null ? new Subscribing.Answer(ruling.instead(), null) : subscribe(wanted);
      reasons.add(answer.reason());
      if (answer.feed() != null) {
        feeds.add(answer.feed());
      }
    }
    List<ReasonCode> told = dialect.suback(subscribe.subscriptions(), reasons);
    attachment.leaveMark(shuttle);
    outbox.answer(new Packet.Suback(subscribe.packetId(), words, told));
    for (Feed feed : feeds) {
      attachment.feed(feed, shuttle);
      shuttle.step();
    }
    attachment.pull(shuttle);
  }

  private Ruling<Subscription> ruling(Subscription named) {
    Subscription meant = mount == null ? named : mount.in(named);
    return meant == null || !admittance.allows(meant.filter())
        ? Ruling.none(ReasonCode.TOPIC_FILTER_INVALID)
        : scrutiny.subscription(meant);
  }

  private Subscribing.Answer subscribe(Subscription wanted) throws Farewell {
    Ruling<Subscription> ruling = admittance.permitted(wanted);
    Subscription permitted = ruling.what();
    checkStays();
    if (permitted == null) {
      return new Subscribing.Answer(ruling.instead(), null);
    }
    Subscribing.Answer answer = admittance.subscribe(attachment, permitted);
    if (!answer.reason().isError()) {
      Qos granted = Qos.of(answer.reason().code());
      outbox.chronicle.subscribed(known.client(), permitted.atMost(granted), shuttle);
    }
    return answer;
  }

  /** Whoever was asked may have taken long: a client that was sent away changes nothing more. */
  private void checkStays() throws Farewell {
    Farewell.heed(outbox.farewell());
  }

  /** Rules of access always allow it: whoever subscribes less learns nothing. */
  void unsubscribe(Packet.Unsubscribe unsubscribe) throws Farewell {
    Properties words = Properties.NONE;
    List<Ruling<TopicFilter>> rulings = new ArrayList<>();
    for (TopicFilter named : unsubscribe.filters()) {
      shuttle.step();
      Ruling<TopicFilter> ruling = ruling(named);
      words = words.isEmpty() ? ruling.told() : words;
      rulings.add(ruling);
    }
    checkStays();
    List<ReasonCode> reasons = new ArrayList<>();
    for (Ruling<TopicFilter> ruling : rulings) {
      shuttle.step();
      TopicFilter unwanted = ruling.what();
      reasons.add(unwanted == null ? ruling.instead() : unsubscribe(unwanted));
    }
    attachment.leaveMark(shuttle);
    outbox.answer(new Packet.Unsuback(unsubscribe.packetId(), words, reasons));
  }

  private Ruling<TopicFilter> ruling(TopicFilter named) {
    TopicFilter meant = mount == null ? named : mount.in(named);
    return meant == null ? Ruling.none(ReasonCode.NO_SUBSCRIPTION_EXISTED) : scrutiny.filter(meant);
  }

  private ReasonCode unsubscribe(TopicFilter filter) {
    ReasonCode reason = subscribing.unsubscribe(attachment, filter);
    if (reason == ReasonCode.SUCCESS) {
      admittance.unsubscribed(attachment, filter);
      outbox.chronicle.unsubscribed(known.client(), filter, shuttle);
    }
    return reason;
  }
}
