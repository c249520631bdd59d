package io.heddle.builtin;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.ConnectRequest;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Utf8;
import io.heddle.mqtt.Will;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Publishes what clients send to {@code $delayed/SECONDS/TOPIC} when so many seconds are over.
 * Rules of access are asked about the topic at the end, when the message is taken; those about a
 * Will when its client connects ({@link #destination}). Safe for use by any thread.
 */
public final class Delayed
    implements PublishInterceptor, ConnectInterceptor, WillInterceptor, AutoCloseable {
  private static final Verdict<Message> NOT_DELAYED = Verdict.allow();
  private static final String FORM =
      "a delayed message goes to $delayed/SECONDS/TOPIC, with at most "
          + DelayedTopic.LONGEST
          + " seconds";

  private final DelayedOptions options;
  private final Services services;
  private final Timepiece time;
  private final Consumer<Message> lost;
  private final WaitingRoom room;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * Nothing waits yet.
   *
   * @param lost is told what was accepted and cannot be published any more
   */
  public Delayed(
      DelayedOptions options,
      Services services,
      Timepiece time,
      Keeping keeping,
      Consumer<Message> lost) {
    this.options = options;
    this.services = services;
    this.time = time;
    this.lost = lost;
    this.room = new WaitingRoom(options, time, keeping, this::publish);
  }

  /** Where a message to a topic goes in the end: the same topic unless it is delayed. */
  public static TopicName destination(TopicName topic) {
    int at = DelayedTopic.find(topic.value());
    DelayedTopic delayed = at < 0 ? null : DelayedTopic.of(topic.value(), at);
    return delayed == null ? topic : delayed.topic();
  }

  /**
   * A message that an earlier process kept waits on.
   *
   * @param written as it was given to {@link Keeping#keep}
   * @param letGo lets go what is kept of it
   */
  public void restore(Message written, Runnable letGo) {
    room.restore(Waiting.of(written), letGo);
  }

  /** What was counted. */
  public Statistics.DelayedMessages figures() {
    return new Statistics.DelayedMessages(
        room.size(), room.bytes(), accepted.sum(), published.sum(), refused.sum());
  }

  @Override
  public boolean concerns(Client client, TopicName topic) {
    return DelayedTopic.find(topic.value()) >= 0;
  }

  @Override
  public Verdict<Message> onPublish(Client client, Message message) {
    String topic = message.topic().value();
    int at = DelayedTopic.find(topic);
    if (at < 0) {
      return NOT_DELAYED;
    }
    if (at > 0) {
      Optional<String> mount = services.clients().mountPoint(client);
      if (mount.isEmpty()) {
        return gone();
      }
      if (mount.get().length() != at) {
        return NOT_DELAYED;
      }
    }
    DelayedTopic delayed = DelayedTopic.of(topic, at);
    return delayed == null
        ? Verdict.deny(ReasonCode.TOPIC_NAME_INVALID, FORM)
        : permitted(client, message.to(delayed.topic()), delayed.seconds());
  }

  private static Verdict<Message> gone() {
    return Verdict.deny("its client is not connected any more");
  }

  private Verdict<Message> permitted(Client client, Message later, int seconds) {
    Action action = new Action.Publish(later.topic(), later.qos(), later.retain());
    Optional<Access> access = services.clients().access(client, action);
    if (access.isEmpty()) {
      return gone();
    }
    if (access.get() instanceof Access.Denied(String rule)) {
      return Verdict.deny("publishing later to " + later.topic() + ": " + rule);
    }
    boolean text = later.properties().number(Property.PAYLOAD_FORMAT_INDICATOR, 0) == 1;
    return text && options.checkPayloadFormat() && !Utf8.isWellFormed(later.payload())
        ? Verdict.deny(ReasonCode.PAYLOAD_FORMAT_INVALID, "the payload is not UTF-8")
        : taken(later, seconds);
  }

  private Verdict<Message> taken(Message later, int seconds) {
    switch (room.enter(later, seconds, lifetime(later))) {
      case IN -> accepted.increment();
      case CLOSED -> lost.accept(later);
      case FULL -> {
        refused.increment();
        return Verdict.deny(ReasonCode.QUOTA_EXCEEDED, "too many delayed messages wait");
      }
    }
    return Verdict.take("it is published in " + seconds + " s");
  }

  /** In whole seconds, as its publisher gave it: some milliseconds may be over. */
  private long lifetime(Message message) {
    return message.expiresAt() == Message.NEVER
        ? Message.NEVER
        : Math.ceilDiv(message.expiresAt() - time.millis(), 1000) * 1000;
  }

  private void publish(WaitingRoom.Held held) {
    Message message = held.message();
    boolean expires = held.lifetime() != Message.NEVER;
    published.increment();
    services
        .messages()
        .publish(
            new Message(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                message.properties(),
                expires ? time.millis() + held.lifetime() : Message.NEVER,
                message.publisher()));
  }

  /**
   * Refuses a Will whose topic is wrong. When a Will is published nobody knows its client's mount
   * point any more: so that {@code $delayed} always stands right behind that, it may not stand
   * further down.
   */
  @Override
  public Verdict<Terms> onConnect(ConnectRequest request, Terms terms) {
    Will will = terms.will();
    int at = will == null ? -1 : DelayedTopic.find(will.topic().value());
    if (will == null || at < 0) {
      return Verdict.allow();
    }
    DelayedTopic delayed = at > 0 ? null : DelayedTopic.of(will.topic().value(), at);
    if (delayed == null) {
      return Verdict.deny(ReasonCode.TOPIC_NAME_INVALID, FORM);
    }
    return delayed.topic().value().startsWith("$SYS/")
        ? Verdict.deny("the topics under $SYS are the server's")
        : Verdict.allow();
  }

  @Override
  public Verdict<Message> onWill(Client client, Message will) {
    String topic = will.topic().value();
    int at = DelayedTopic.find(topic);
    if (at < 0) {
      return NOT_DELAYED;
    }
    DelayedTopic delayed = DelayedTopic.of(topic, at);
    return delayed == null
        ? Verdict.deny(ReasonCode.TOPIC_NAME_INVALID, FORM)
        : taken(will.to(delayed.topic()), delayed.seconds());
  }

  /** What waits and is not kept is lost. */
  @Override
  public void close() {
    room.close().forEach(lost);
  }
}
