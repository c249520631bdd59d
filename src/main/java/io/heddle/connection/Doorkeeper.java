package io.heddle.connection;

import io.heddle.api.ConnectRequest;
import io.heddle.api.Peer;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.mqtt.TopicName;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What interceptors say of those who come. Called on a client's own thread, holding no lock; safe
 * for use by any thread.
 *
 * @param connection asked before the first byte of MQTT is looked at
 * @param connect asked when it is known who a client is, before its session is looked for
 * @param destination where a Will to this topic goes in the end: that is what rules of access are
 *     about
 */
public record Doorkeeper(
    Function<Peer, Verdict<Peer>> connection,
    BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect,
    UnaryOperator<TopicName> destination) {
  /** Nobody is asked. */
  public static final Doorkeeper OPEN =
      new Doorkeeper(peer -> Verdict.allow(), (request, terms) -> Verdict.allow());

  /** Of Wills that go where they say. */
  public Doorkeeper(
      Function<Peer, Verdict<Peer>> connection,
      BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect) {
    this(connection, connect, UnaryOperator.identity());
  }

  /** Whether nobody is asked. */
  @SuppressWarnings("ReferenceEquality") // that one is meant
  boolean isOpen() {
    return this == OPEN;
  }
}
