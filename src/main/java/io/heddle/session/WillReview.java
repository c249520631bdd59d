package io.heddle.session;

import io.heddle.mqtt.Message;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a Will when it is about to be published. Called by any thread that may block, and never
 * under a lock.
 */
@FunctionalInterface
public interface WillReview {
  /** Publishes everything as it is. */
  WillReview NONE = will -> will;

  /** What is published in its place; null when nothing is. */
  @Nullable Message review(Message will);

  /** Whose Will it is, to be kept with it. Does not block. */
  default Testator testator() {
    return Testator.UNKNOWN;
  }

  /** Publishes a Will as it is, whose review did not outlive the process. */
  record Forgotten(Testator testator) implements WillReview {
    @Override
    public Message review(Message will) {
      return will;
    }
  }
}
