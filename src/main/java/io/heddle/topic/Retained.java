package io.heddle.topic;

import io.heddle.mqtt.Message;
import org.jspecify.annotations.Nullable;

/**
 * What is retained for a topic. Immutable.
 *
 * @param message null while it is only where else it is kept
 * @param weight see {@link Message#weight}
 * @param expiresAt see {@link Message#expiresAt}
 * @param sequence higher than that of every message stored before, of whichever topic
 * @param body where else the message is kept, for {@link RetainedWatch}; 0 for nowhere
 */
public record Retained(
    @Nullable Message message, int weight, long expiresAt, long sequence, long body) {
  static Retained of(Message message, long sequence, long body) {
    return new Retained(message, message.weight(), message.expiresAt(), sequence, body);
  }

  /** Whether its time is over. */
  public boolean isExpired(long now) {
    return expiresAt <= now;
  }

  /** Bytes of it that are in memory. */
  long inMemory() {
    return message == null ? 0 : weight;
  }

  /** The same, without the message itself. */
  Retained place() {
    return new Retained(null, weight, expiresAt, sequence, body);
  }
}
