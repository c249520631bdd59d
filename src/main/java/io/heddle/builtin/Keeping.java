package io.heddle.builtin;

import io.heddle.mqtt.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where messages that wait for their time outlive the process. Safe for use by any thread; no
 * method waits, and each may be called under a lock.
 */
public interface Keeping {
  /** Keeps nothing: what waits is gone with the process. */
  Keeping NONE =
      new Keeping() {
        @Override
        public @Nullable Runnable keep(Message written) {
          return null;
        }

        @Override
        public void together(Runnable action) {
          action.run();
        }

        @Override
        public boolean isFull() {
          return false;
        }
      };

  /** Keeps a message; answers what lets it go, or null when it is not kept. */
  @Nullable Runnable keep(Message written);

  /** What this action lets go and what it publishes are kept both, or none of them is. */
  void together(Runnable action);

  /** Whether there is no room at the moment to keep what is published. */
  boolean isFull();
}
