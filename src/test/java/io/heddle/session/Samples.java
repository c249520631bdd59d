package io.heddle.session;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages, terms and limits that tests need again and again. */
public final class Samples {
  private static final int[] NO_IDENTIFIERS = {};

  private Samples() {}

  /** A message to topic {@code t}. */
  public static Message message(String payload, Qos qos) {
    return message("t", payload, qos, "publisher");
  }

  /** A message of this publisher. */
  public static Message message(String topic, String payload, Qos qos, String publisher) {
    return new Message(
        TopicName.of(topic),
        Bytes.utf8(payload),
        qos,
        false,
        Properties.NONE,
        Message.NEVER,
        publisher);
  }

  /** A message to topic {@code t} that is worth nothing from that moment on. */
  public static Message expiring(String payload, Qos qos, long at) {
    return new Message(
        TopicName.of("t"), Bytes.utf8(payload), qos, false, Properties.NONE, at, "publisher");
  }

  /** Terms of that level, without retain flag and identifiers. */
  public static Terms terms(Qos qos) {
    return Terms.of(qos, false, NO_IDENTIFIERS);
  }

  /** A message that is kept, on terms of its own level. */
  public static Delivery delivery(String payload, Qos qos) {
    return new Delivery(message(payload, qos), terms(qos), null);
  }

  /** Takes the first message of a queue, expired or not; null when there is none. */
  static @Nullable Delivery poll(DeliveryQueue queue) {
    Delivery first = queue.peek(Long.MIN_VALUE);
    if (first != null) {
      queue.remove(first);
    }
    return first;
  }

  /** A Will to topic {@code will}. */
  public static Will will(String payload, long delaySeconds) {
    return new Will(
        TopicName.of("will"),
        Bytes.utf8(payload),
        Qos.AT_LEAST_ONCE,
        false,
        Properties.NONE,
        delaySeconds);
  }

  /** Wide limits, but for these. */
  public static SessionOptions options(int inflight, int messages, QueuePolicy policy) {
    return new SessionOptions(
        inflight, messages, 10_000_000, 100_000_000, policy, Duration.ofMinutes(5), false);
  }

  /** Wide limits. */
  public static SessionOptions options() {
    return options(100, 1000, QueuePolicy.DROP_NEWEST);
  }
}
