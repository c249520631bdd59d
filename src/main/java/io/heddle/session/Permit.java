package io.heddle.session;

import io.heddle.mqtt.TopicName;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the client that is attached may get, or the last one that was. Each attachment has its own,
 * so whoever asks before he takes the session's lock can tell afterwards whether the client is
 * still the one that he has asked about: permits are compared by identity. Immutable.
 */
public final class Permit {
  /** That of a session to which nobody has attached yet. */
  static final Permit NEW = new Permit(null);

  private final @Nullable Predicate<TopicName> topics;

  /**
   * Of a new attachment.
   *
   * @param topics null for all of them: then a message costs one look at this field
   */
  Permit(@Nullable Predicate<TopicName> topics) {
    this.topics = topics;
  }

  /** What is asked; null where everything may be got. */
  public @Nullable Predicate<TopicName> topics() {
    return topics;
  }

  /** Whether the client may get messages of this topic, by the rules of this moment. */
  public boolean covers(TopicName topic) {
    Predicate<TopicName> asked = topics;
    return asked == null || asked.test(topic);
  }
}
