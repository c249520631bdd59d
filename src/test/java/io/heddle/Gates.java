package io.heddle;

import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.connection.Doorkeeper;
import io.heddle.connection.Guard;

/** Opens the gates of a broker for tests that put its rooms together themselves. */
public final class Gates {
  private Gates() {}

  /** Whom its connections ask. */
  public static Guard guard(Configuration configuration, Machine machine) {
    return Gatekeeping.open(configuration, Deciders.NONE, machine).guard(Doorkeeper.OPEN);
  }
}
