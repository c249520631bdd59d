package io.heddle.config;

import io.heddle.session.QueuePolicy;
import io.heddle.session.SessionOptions;
import java.time.Duration;
import java.util.List;

/** The settings of sessions and their queues, and how they become that room's options. */
final class SessionSettings {
  private static final long KIB = 1 << 10;
  private static final long TIB = 1L << 40;

  static final Setting<Integer> INFLIGHT =
      Setting.of(
          "session.inflight",
          new Kind.Whole(1, 65_535),
          "1000",
          "The most QoS 1 and 2 messages on their way to one client and not acknowledged. A client's own Receive Maximum may lower"
              + " it.");

  static final Setting<Integer> QUEUE_MESSAGES =
      Setting.of(
          "queue.messages",
          new Kind.Whole(1, 100_000_000),
          "100000",
          "The most messages that wait for one client, absent or slow.");

  static final Setting<Long> QUEUE_BYTES =
      Setting.of(
          "queue.bytes",
          ByteSize.between(KIB, TIB),
          "64MB",
          "The most bytes of messages that wait for one client, absent or slow.");

  static final Setting<Long> QUEUE_TOTAL_BYTES =
      Setting.of(
          "queue.total-bytes",
          ByteSize.orShareOfHeap(KIB, TIB),
          "0",
          "The most bytes of messages that wait for all clients together, or are on their way to them. One"
              + " client may have as many as it leaves to the others.");

  static final Setting<QueuePolicy> QUEUE_POLICY =
      Setting.of(
          "queue.policy",
          new Kind.Choice<>(QueuePolicy.class),
          "drop-newest",
          "What happens to a QoS 1 or 2 message that finds the queue full, after expired messages and queued QoS 0 messages have made"
              + " room: drop-oldest drops those that wait longest; drop-newest drops the new one, and tells its publisher when nobody"
              + " else took it either; disconnect disconnects the receiver and keeps its queue; block lets the publisher wait for"
              + " queue.block-timeout. Every drop is counted.");

  static final Setting<Duration> QUEUE_BLOCK_TIMEOUT =
      Setting.of(
          "queue.block-timeout",
          TimeSpan.between(Duration.ofMillis(1), Duration.ofMinutes(5)),
          "5s",
          "How long a publisher waits for room under queue.policy = block; after that the message is dropped as under drop-newest.");

  static final Setting<Boolean> QUEUE_QOS0 =
      Setting.of(
          "queue.qos0",
          new Kind.Flag(),
          "false",
          "Whether QoS 0 messages are queued, too, for a client that is absent.");

  static final List<Setting<?>> ALL =
      List.of(
          INFLIGHT,
          QUEUE_MESSAGES,
          QUEUE_BYTES,
          QUEUE_TOTAL_BYTES,
          QUEUE_POLICY,
          QUEUE_BLOCK_TIMEOUT,
          QUEUE_QOS0);

  private SessionSettings() {}

  static SessionOptions options(Values values) {
    return new SessionOptions(
        values.get(INFLIGHT),
        values.get(QUEUE_MESSAGES),
        values.get(QUEUE_BYTES),
        values.bytes(QUEUE_TOTAL_BYTES),
        values.get(QUEUE_POLICY),
        values.get(QUEUE_BLOCK_TIMEOUT),
        values.get(QUEUE_QOS0));
  }
}
