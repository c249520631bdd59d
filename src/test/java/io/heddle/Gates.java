package io.heddle;

import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.connection.Guard;

/** Hands out whom connections ask, for brokers that tests put together themselves. */
public final class Gates {
  private Gates() {}

  /** Whom to ask by this configuration; its files are not looked at again. */
  public static Guard guard(Configuration configuration, Machine machine) {
    try (Gatekeeping gatekeeping = Gatekeeping.open(configuration, machine)) {
      return gatekeeping.guard();
    }
  }
}
