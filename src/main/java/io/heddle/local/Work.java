package io.heddle.local;

import io.heddle.api.Received;
import java.util.function.Consumer;

/** What a local client's own thread does. */
sealed interface Work {
  /** Gives a message to whoever is to get it. */
  record Call(Letter letter, Consumer<Received> taker) implements Work {}

  /** Ends an exchange of QoS 2 that began at an earlier visit. */
  record Release(int packetId) implements Work {}
}
