package io.heddle.config;

import io.heddle.broker.BrokerOptions;
import io.heddle.broker.DropsOptions;
import io.heddle.broker.SessionOwner;
import io.heddle.broker.Sessions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import java.time.Duration;
import java.util.List;

/** The settings of the rules between clients, and how they become that room's options. */
final class BrokerSettings {
  /** What happens to a message that several subscriptions of one client match. */
  enum Overlap {
    /** One copy at the highest level. */
    MERGE,
    /** One copy for each subscription. */
    EACH
  }

  static final Setting<Integer> SESSION_COUNT =
      Setting.of(
          "session.count",
          new Kind.Whole(1, 100_000_000),
          "1000000",
          "The most sessions, of connected and absent clients together. At the limit a client that has no session is refused (0x97 in"
              + " MQTT 5, return code 3 before), and this is counted; whoever has one is always let in.");

  static final Setting<Duration> SESSION_EXPIRY_MAX =
      Setting.of(
          "session.expiry-max",
          TimeSpan.seconds(Duration.ZERO, Duration.ofSeconds(Sessions.FOR_EVER - 1))
              .orNever(Duration.ofSeconds(Sessions.FOR_EVER)),
          "never",
          "The longest that a session outlives its connection, whatever the client asks for. It holds for clients of MQTT 3.1 and"
              + " 3.1.1 without clean session, too. never lets sessions live for ever.");

  static final Setting<SessionOwner> SESSION_OWNER =
      Setting.of(
          "session.owner",
          new Kind.Choice<>(SessionOwner.class),
          "user",
          "Who may resume a session: with user whoever comes with its client identifier and the user name that it was left under; of"
              + " somebody else it ends, as with a clean start. With client the client identifier is enough, for clients whose user names"
              + " change; whoever knows it gets what waits, as far as rules of access let him.");

  static final Setting<Integer> MAXIMUM_QOS =
      Setting.of(
          "mqtt.maximum-qos",
          new Kind.Whole(0, 2),
          "2",
          "The highest QoS that is taken from clients and granted to subscriptions.");

  static final Setting<Boolean> RETAIN =
      Setting.of("mqtt.retain", new Kind.Flag(), "true", "Whether messages can be retained.");

  static final Setting<Boolean> WILDCARDS =
      Setting.of(
          "mqtt.wildcard-subscriptions",
          new Kind.Flag(),
          "true",
          "Whether topic filters may have the wildcards + and #.");

  static final Setting<Boolean> SHARED =
      Setting.of(
          "mqtt.shared-subscriptions",
          new Kind.Flag(),
          "true",
          "Whether there are Shared Subscriptions ($share/NAME/FILTER).");

  static final Setting<Boolean> IDENTIFIERS =
      Setting.of(
          "mqtt.subscription-identifiers",
          new Kind.Flag(),
          "true",
          "Whether subscriptions may have a Subscription Identifier.");

  static final Setting<Integer> RETAINED_MESSAGES =
      Setting.of(
          "retained.messages",
          new Kind.Whole(0, 1_000_000_000),
          "1000000",
          "The most retained messages.");

  static final Setting<Long> RETAINED_BYTES =
      Setting.of(
          "retained.bytes",
          ByteSize.orShareOfHeap(1 << 10, 1L << 40),
          "0",
          "The most bytes of retained messages.");

  static final Setting<Long> RETAINED_MEMORY =
      Setting.of(
          "retained.memory",
          ByteSize.orShareOfHeap(1 << 10, 1L << 40),
          "0",
          "The most bytes of retained messages in memory where data.directory is set: above that they are read from the disk when they"
              + " are wanted, and retained.bytes may be more than the heap.");

  static final Setting<Integer> SUBSCRIPTIONS =
      Setting.of(
          "limits.subscriptions",
          new Kind.Whole(1, 10_000_000),
          "100000",
          "The most subscriptions of one client.");

  static final Setting<Overlap> OVERLAP =
      Setting.of(
          "subscribe.overlap",
          new Kind.Choice<>(Overlap.class),
          "merge",
          "What a client receives of a message that several of its subscriptions match: merge is one copy at the highest QoS with all"
              + " Subscription Identifiers; each is one copy for each subscription.");

  static final Setting<List<TopicFilter>> DENY =
      Setting.of(
          "subscribe.deny",
          new Kind.Filters(),
          "",
          "Topic filters that nobody may subscribe to. They are compared as they are written: a denied a/b does not deny a/+.");

  static final Setting<Duration> SYS_INTERVAL =
      Setting.of(
          "sys.interval",
          TimeSpan.between(Duration.ofSeconds(1), Duration.ofDays(1)).orNever(Duration.ZERO),
          "10s",
          "How often the topics under $SYS are published.");

  static final Setting<Integer> DROPS_PER_CLIENT =
      Setting.of(
          "drops.per-client",
          new Kind.Whole(0, 1000),
          "16",
          "How many of the messages that one client did not get, or was not let publish, are remembered with reason, topic and time;"
              + " the newest. With 0 they are only counted.");

  static final Setting<Integer> DROPS_CLIENTS =
      Setting.of(
          "drops.clients",
          new Kind.Whole(1, 10_000_000),
          "10000",
          "Of how many clients such messages are remembered, connected or not; one that has lost nothing for long is forgotten first. A"
              + " message takes a hundred bytes or so.");

  static final List<Setting<?>> ALL =
      List.of(
          SESSION_COUNT,
          SESSION_EXPIRY_MAX,
          SESSION_OWNER,
          MAXIMUM_QOS,
          RETAIN,
          WILDCARDS,
          SHARED,
          IDENTIFIERS,
          RETAINED_MESSAGES,
          RETAINED_BYTES,
          RETAINED_MEMORY,
          SUBSCRIPTIONS,
          OVERLAP,
          DENY,
          SYS_INTERVAL,
          DROPS_PER_CLIENT,
          DROPS_CLIENTS);

  private BrokerSettings() {}

  static BrokerOptions options(Values values) {
    return new BrokerOptions(
        SessionSettings.options(values),
        values.get(SESSION_COUNT),
        values.get(SESSION_EXPIRY_MAX).toSeconds(),
        values.get(SESSION_OWNER),
        new BrokerOptions.Offer(
            Qos.of(values.get(MAXIMUM_QOS)),
            values.get(RETAIN),
            values.get(WILDCARDS),
            values.get(IDENTIFIERS),
            values.get(SHARED)),
        values.get(RETAINED_MESSAGES),
        values.bytes(RETAINED_BYTES),
        values.bytes(RETAINED_MEMORY),
        values.get(SUBSCRIPTIONS),
        values.get(OVERLAP) == Overlap.MERGE,
        values.get(DENY),
        values.get(SYS_INTERVAL),
        new DropsOptions(values.get(DROPS_PER_CLIENT), values.get(DROPS_CLIENTS)));
  }
}
