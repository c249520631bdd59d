package io.heddle.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of clients, whether they are connected or not. */
public interface Sessions {
  /** How many there are. */
  int count();

  /** The session of a client, at this moment. */
  Optional<SessionInfo> find(String clientId);

  /**
   * All of them, in no order, found while the stream is read: one that begins or ends meanwhile may
   * be there or not, every other is, once.
   */
  Stream<SessionInfo> all();

  /**
   * Those whose Client Identifier is this text or comes behind it, in order, as {@link
   * Clients#from}.
   *
   * @param first where to begin; an empty text for all
   */
  default Stream<SessionInfo> from(String first) {
    return all()
        .filter(each -> each.clientId().compareTo(first) >= 0)
        .sorted(Comparator.comparing(SessionInfo::clientId));
  }

  /**
   * A page of them, as {@link Clients#page}.
   *
   * @throws IllegalArgumentException when number or size is below 1
   */
  Page<SessionInfo> page(int number, int size);

  /**
   * Those whose clients keep up least with what they get, the slowest first; those that have
   * nothing to be blamed for are not among them. Costs a walk over all sessions.
   *
   * @param most how many, at least 1
   */
  List<SlowClient> slowest(SlowClient.By by, int most);

  /**
   * Ends a session: its subscriptions, queue and what is in flight are forgotten, its Will is
   * published. Its client, if it is connected, is disconnected first: one of MQTT 5 is told 0x98.
   *
   * @return false when there is none
   */
  boolean end(String clientId);
}
