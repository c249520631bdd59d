package io.heddle.connection;

import io.heddle.api.ConnectRequest;
import io.heddle.api.Peer;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What interceptors say of those who come. Called on a client's own thread, holding no lock; safe
 * for use by any thread.
 *
 * @param connection asked before the first byte of MQTT is looked at
 * @param connect asked when it is known who a client is, before its session is looked for
 */
public record Doorkeeper(
    Function<Peer, Verdict<Peer>> connection,
    BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect) {
  /** Nobody is asked. */
  public static final Doorkeeper OPEN =
      new Doorkeeper(peer -> Verdict.allow(), (request, terms) -> Verdict.allow());

  /** Whether nobody is asked. */
  @SuppressWarnings("ReferenceEquality") // that one is meant
  boolean isOpen() {
    return this == OPEN;
  }
}
