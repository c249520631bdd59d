package io.heddle.connection;

import io.heddle.api.ConnectRequest;
import io.heddle.api.Peer;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
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
 * @param destination where a message or Will to this topic goes in the end: that is what rules of
 *     access are about
 */
public record Doorkeeper(
    Function<Peer, Verdict<Peer>> connection,
    BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect,
    UnaryOperator<TopicName> destination) {
  private static final String DENIED = "it may not connect: ";

  /** Nobody is asked. */
  public static final Doorkeeper OPEN =
      new Doorkeeper(peer -> Verdict.allow(), (request, terms) -> Verdict.allow());

  /** Of Wills that go where they say. */
  public Doorkeeper(
      Function<Peer, Verdict<Peer>> connection,
      BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect) {
    this(connection, connect, UnaryOperator.identity());
  }

  /** Ends a client that is denied. */
  @FunctionalInterface
  interface Denying {
    /**
     * How it ends.
     *
     * @param told what it is told besides the code
     */
    Farewell farewell(ReasonCode reason, String words, Properties told);
  }

  /** The terms on which interceptors take a client in. */
  Terms agreed(ConnectRequest request, Terms terms, Counters counters, Denying denying)
      throws Farewell {
    return switch (connect.apply(request, terms)) {
      case Verdict.Allow<Terms> allow -> terms;
      case Verdict.Change<Terms> change -> change.to();
      case Verdict.Deny<Terms>(ReasonCode reason, String words, Properties told) -> {
        counters.add(Count.CONNECTS_DENIED, 1);
        throw denying.farewell(reason, DENIED + words, told);
      }
      case Verdict.Drop<Terms>(String words) -> {
        counters.add(Count.CONNECTS_DENIED, 1);
        throw unanswered(words);
      }
      case Verdict.Take<Terms>(String words) -> {
        counters.add(Count.CONNECTS_DENIED, 1);
        throw unanswered(words);
      }
    };
  }

  private static Farewell unanswered(String words) {
    return Farewell.server(ReasonCode.NOT_AUTHORIZED, DENIED + words);
  }

  /** Whether nobody is asked. */
  @SuppressWarnings("ReferenceEquality") // that one is meant
  boolean isOpen() {
    return this == OPEN;
  }
}
