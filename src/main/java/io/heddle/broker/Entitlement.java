package io.heddle.broker;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;

/** What a client that is connected may do. Safe for use by any thread. */
public interface Entitlement {
  /** Whose it is. */
  Client client();

  /** Whether it may do this: allowed or denied. May block; the caller holds no lock. */
  Access decide(Action action);

  /** What is put before its topics; empty for nothing. */
  String mountPoint();
}
