package io.heddle.api;

import io.heddle.mqtt.ReasonCode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The clients that are connected. */
public interface Clients {
  /** How many there are. */
  int count();

  /** One of them, at this moment. */
  Optional<ClientInfo> find(String clientId);

  /**
   * Where one of them is at this moment: what its threads wait for, what waits for it, and what it
   * has said and heard last. Looks at its threads, which stand still for some microseconds.
   */
  Optional<ClientNow> now(String clientId);

  /**
   * All of them, in no order, found while the stream is read: who comes or goes meanwhile may be
   * there or not, everybody else is, once.
   */
  Stream<ClientInfo> all();

  /**
   * Those whose Client Identifier is this text or comes behind it, in the order of {@link
   * String#compareTo}, found while the stream is read: what is read is all that it costs.
   *
   * @param first where to begin; an empty text for all
   */
  default Stream<ClientInfo> from(String first) {
    return all()
        .filter(each -> each.client().clientId().compareTo(first) >= 0)
        .sorted(Comparator.comparing(each -> each.client().clientId()));
  }

  /**
   * A page of them, ordered by Client Identifier. The pages of a list that changes are each right
   * for their moment. Costs a walk over all sessions, and memory for the pages up to this one.
   *
   * @param number from 1
   * @param size from 1
   * @throws IllegalArgumentException when either is below 1
   */
  Page<ClientInfo> page(int number, int size);

  /**
   * Whether a client that is connected may do something, as it would be told if it asked itself:
   * rules of access, {@code subscribe.deny}, and what is on offer to it. Nothing is counted or
   * logged. Whoever decides may block the calling thread.
   *
   * @param client as hooks are shown it, and as {@link ClientInfo#client} has it
   * @param action about topics as the broker routes by: with the mount point
   * @return allowed, with the highest QoS, or denied; empty when this client is not connected. One
   *     that has taken its place is another client
   */
  Optional<Access> access(Client client, Action action);

  /**
   * What is put before the topics of a client: the mount points of its listener and its own.
   *
   * @return an empty text for nothing; empty when this client is not connected
   */
  Optional<String> mountPoint(Client client);

  /**
   * Ends a connection; a client of MQTT 5 is told why. Its Will is published, and its session goes
   * on for as long as it is to outlive the connection. Returns before the connection is closed.
   *
   * @param reason an error, such as {@link ReasonCode#ADMINISTRATIVE_ACTION}
   * @param words for the client and the log
   * @return false when it is not connected
   */
  boolean disconnect(String clientId, ReasonCode reason, String words);
}
