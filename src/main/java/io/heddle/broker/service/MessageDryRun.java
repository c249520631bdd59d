package io.heddle.broker.service;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Drop;
import io.heddle.api.Explanations.MessageVerdict;
import io.heddle.api.Explanations.OfMessage;
import io.heddle.api.Explanations.Publication;
import io.heddle.api.Explanations.Receiver;
import io.heddle.api.Verdict;
import io.heddle.broker.Audience;
import io.heddle.broker.Core;
import io.heddle.broker.Entitlement.Reach;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Foresight;
import io.heddle.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would become of one message, step by step as it would be taken. Belongs to one thread. */
final class MessageDryRun {
  private final Core core;
  private final @Nullable Party party;
  private final Publication asked;
  private final List<String> text = new ArrayList<>();
  private final List<Receiver> told = new ArrayList<>();
  private Totals totals = Totals.NONE;
  private TopicName topic;
  private Qos qos;
  private boolean retain;
  private List<String> hooks = List.of();
  private @Nullable String rule;

  MessageDryRun(Core core, @Nullable Party party, Publication asked) {
    this.core = core;
    this.party = party;
    this.asked = asked;
    this.topic = asked.topic();
    this.qos = asked.qos();
    this.retain = asked.retain();
  }

  OfMessage run() {
    MessageVerdict refused = party == null ? ofNobody() : refused(party);
    if (refused != null) {
      return answer(refused, List.of(), 0);
    }
    if (qos != Qos.AT_MOST_ONCE && core.retained().isStoreFull()) {
      text.add("It would be refused: the disk of the store has no more room (data.directory).");
      return answer(MessageVerdict.STORE_FULL, List.of(), 0);
    }
    Foresight.Sample sample = sample();
    retained(sample.message());
    return receivers(sample);
  }

  private @Nullable MessageVerdict ofNobody() {
    text.add("It is published by the broker, and no rule is asked about it.");
    return null;
  }

  /** Why the message is not routed; null when it is. */
  private @Nullable MessageVerdict refused(Party from) {
    text.add(from.text());
    if (from.entry() != null && !from.isWelcome()) {
      text.addAll(from.entry().text());
      return MessageVerdict.NOT_CONNECTED;
    }
    MessageVerdict beyond = beyondLimits(from);
    if (beyond != null) {
      return beyond;
    }
    MessageVerdict hooked = hooked(from);
    return hooked == null ? forbidden(from) : hooked;
  }

  /** What hooks make of it, as far as that can be known; null when it goes on. */
  private @Nullable MessageVerdict hooked(Party from) {
    List<String> unasked = new ArrayList<>();
    Verdict<Message> verdict = Verdict.allow();
    if (from.connected()) {
      verdict = core.interceptors().rehearse(from.client(), sample().message(), unasked);
      hooks = unasked;
    } else {
      hooks = core.interceptors().askedAbout(from.client(), topic);
    }
    if (!hooks.isEmpty()) {
      text.add(
          "Hooks that may change, deny or drop it are not asked here: "
              + Words.names(hooks, 20)
              + ".");
    }
    return switch (verdict) {
      case Verdict.Allow<Message> allow -> null;
      case Verdict.Change<Message> change -> changed(from, change.to());
      case Verdict.Deny<Message> deny -> ended(MessageVerdict.DENIED_BY_HOOK, deny.words());
      case Verdict.Drop<Message>(String words) -> ended(MessageVerdict.DROPPED_BY_HOOK, words);
      case Verdict.Take<Message>(String words) -> ended(MessageVerdict.DROPPED_BY_HOOK, words);
    };
  }

  private MessageVerdict ended(MessageVerdict verdict, String words) {
    String what = verdict == MessageVerdict.DENIED_BY_HOOK ? "denies it" : "takes it away";
    text.add("A hook " + what + ": " + words);
    return verdict;
  }

  private @Nullable MessageVerdict changed(Party from, Message made) {
    topic = made.topic();
    qos = made.qos().min(from.rights().reach().offer().maximumQos());
    retain = made.retain() && from.rights().reach().offer().retain();
    text.add("A hook changes it: it goes to " + topicName() + ", at QoS " + qos.value() + ".");
    return tooLong(from.rights().reach());
  }

  private @Nullable MessageVerdict beyondLimits(Party from) {
    Reach reach = from.rights().reach();
    if (size() > reach.packetSizeMax()) {
      text.add(
          "It is larger than the packets that the broker takes from it, of "
              + reach.packetSizeMax()
              + " bytes (limits.packet-size): its connection would be closed.");
      return MessageVerdict.PACKET_TOO_LARGE;
    }
    if (asked.qos().compareTo(reach.offer().maximumQos()) > 0) {
      text.add(
          "QoS "
              + reach.offer().maximumQos().value()
              + " is the highest that is taken from it (mqtt.maximum-qos): it would be disconnected.");
      return MessageVerdict.QOS_NOT_SUPPORTED;
    }
    if (asked.retain() && !reach.offer().retain()) {
      text.add("It may retain nothing (mqtt.retain): with MQTT 5 it would be disconnected.");
      return MessageVerdict.RETAIN_NOT_SUPPORTED;
    }
    return badTopic(from, reach);
  }

  /** The bytes of its PUBLISH, or one less, as its version may have it. */
  private long size() {
    int identifier = qos == Qos.AT_MOST_ONCE ? 0 : 2;
    int properties = asked.expiry() == null ? 0 : 1 + 5;
    long remaining = 2 + asked.topic().length() + identifier + properties + asked.payload();
    int sizes = remaining < 1 << 7 ? 1 : remaining < 1 << 14 ? 2 : remaining < 1 << 21 ? 3 : 4;
    return 1 + sizes + remaining;
  }

  private @Nullable MessageVerdict badTopic(Party from, Reach reach) {
    String mount = from.rights().mountPoint();
    try {
      topic = mount.isEmpty() ? topic : TopicName.of(mount + topic.value());
    } catch (IllegalArgumentException tooLong) {
      text.add("Below its mount point the topic is too long.");
      return MessageVerdict.NOT_ACCEPTED;
    }
    if (!mount.isEmpty()) {
      text.add("Its topics lie below a mount point: it publishes to " + topicName() + ".");
    }
    return tooLong(reach);
  }

  private @Nullable MessageVerdict tooLong(Reach reach) {
    if (topic.length() > reach.topicBytes() || topic.levels() > reach.topicLevels()) {
      text.add(
          "The topic is too long or too deep: "
              + reach.topicBytes()
              + " bytes and "
              + reach.topicLevels()
              + " levels are the limits (limits.topic-length, limits.topic-levels).");
      return MessageVerdict.NOT_ACCEPTED;
    }
    if (topic.value().startsWith("$SYS/")) {
      text.add("The topics under $SYS are the server's: it would be refused.");
      return MessageVerdict.NOT_ACCEPTED;
    }
    return null;
  }

  private String topicName() {
    return Words.name(topic.value());
  }

  private @Nullable MessageVerdict forbidden(Party from) {
    Access access = from.rights().foresee(new Action.Publish(topic, qos, retain));
    return switch (access) {
      case Access.Denied(String said) -> {
        rule = said;
        text.add("It may not publish it: " + Words.denied(said));
        yield MessageVerdict.PUBLISH_DENIED;
      }
      case Access.Allowed(Qos most, String said) -> {
        rule = said;
        text.add("It may publish it: " + Words.allowed(said));
        yield null;
      }
      case Access.NoOpinion none -> null;
    };
  }

  private Foresight.Sample sample() {
    long now = core.clock().millis();
    Duration expiry = asked.expiry();
    long expiresAt = expiry == null ? Message.NEVER : now + expiry.toMillis();
    String publisher = party == null ? "" : party.client().clientId();
    Message message =
        new Message(topic, Bytes.EMPTY, qos, retain, Properties.NONE, expiresAt, publisher);
    return new Foresight.Sample(message, asked.payload(), now, party != null);
  }

  private void retained(Message message) {
    if (!message.retain()) {
      return;
    }
    if (asked.payload() == 0) {
      text.add("It is retained and empty: what was retained for its topic is forgotten.");
    } else if (!core.retained().wouldKeep(message, asked.payload())) {
      text.add(
          "It would not be retained: there are as many retained messages as may be"
              + " (retained.messages, retained.bytes), or the disk is full.");
    } else {
      text.add("It is retained for its topic, for those who subscribe later.");
    }
  }

  private OfMessage receivers(Foresight.Sample sample) {
    Audience audience = core.audience(sample);
    Session own = party == null ? null : party.session();
    ReceiverDryRun at = new ReceiverDryRun(core, sample, own);
    audience
        .sessions()
        .forEach((session, matching) -> {
          if (isWanted(session)) {
            at.at(session, matching).forEach(this::add);
          }
        });
    audience
        .groups()
        .forEach(group ->
            new GroupDryRun(group, sample, at)
                .members().stream()
                    .filter(member -> isWanted(member.clientId()))
                    .forEach(this::add));
    return summed();
  }

  /** All count, of however many receivers; no more are held than are told. */
  private void add(Receiver one) {
    totals = totals.plus(one);
    if (told.size() < asked.most()) {
      told.add(one);
    }
  }

  private boolean isWanted(Session session) {
    return isWanted(session.clientId());
  }

  private boolean isWanted(String clientId) {
    return asked.receiver() == null || asked.receiver().equals(clientId);
  }

  private OfMessage summed() {
    String only = asked.receiver();
    if (only != null && told.isEmpty()) {
      String mount = party == null ? "" : party.rights().mountPoint();
      Receiver none = new Absentee(core, topic, mount).receiver(only, asked.qos());
      return answer(MessageVerdict.NO_SUBSCRIBERS, List.of(none), 0);
    }
    if (told.isEmpty()) {
      text.add("Nobody subscribes to " + topicName() + ".");
      return answer(MessageVerdict.NO_SUBSCRIBERS, List.of(), 0);
    }
    text.add(totals.text(topicName()));
    return answer(totals.verdict(), List.copyOf(told), totals.matched());
  }

  private OfMessage answer(MessageVerdict verdict, List<Receiver> receivers, int matched) {
    List<Drop> drops = new RecentDrops(core).of(party, topic, asked.topic(), receivers);
    drops.stream().limit(3).forEach(drop -> text.add("Lately: " + drop.text()));
    return new OfMessage(
        verdict, topic.value(), rule, Words.plain(text), receivers, matched, hooks, drops);
  }
}
