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

  /** The same about what nobody does: nothing follows from it. */
  Access foresee(Action action);

  /** What is put before its topics; empty for nothing. */
  String mountPoint();

  /** How far its packets and topics may go, and what is on offer to it. */
  Reach reach();

  /**
   * How far.
   *
   * @param packetSizeMax the largest packet in bytes that is taken from it
   * @param topicBytes the longest topic
   * @param topicLevels the most levels of one
   */
  record Reach(int packetSizeMax, int topicBytes, int topicLevels, BrokerOptions.Offer offer) {}
}
