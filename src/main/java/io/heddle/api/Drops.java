package io.heddle.api;

import java.util.List;
import java.util.function.Predicate;

/**
 * The last messages that each client did not get, or was not let publish. Of each client some are
 * remembered, and of so many clients as the settings {@code drops.clients} and {@code
 * drops.per-client} say, whether they are connected or not; all are counted, see {@link
 * Statistics#messagesDropped}.
 */
public interface Drops {
  /** Those of a client, the newest first; it need not be there any more. */
  List<Drop> of(String clientId);

  /**
   * The newest of all, the newest first.
   *
   * @param most how many, from 1
   * @param wanted which; called under no lock
   */
  List<Drop> newest(int most, Predicate<Drop> wanted);
}
