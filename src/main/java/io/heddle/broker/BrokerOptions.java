package io.heddle.broker;

import io.heddle.api.ClientLimits;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.SessionOptions;
import java.time.Duration;
import java.util.List;

/**
 * The rules between clients, as the operator set them.
 *
 * @param session the limits of every session
 * @param sessions the most sessions, of connected and absent clients together
 * @param sessionExpiryMax the most seconds a session outlives its connection, 0 to 4,294,967,295;
 *     the latter is for ever
 * @param sessionOwner who may resume a session
 * @param offer what is on offer to clients
 * @param retainedMessages the most retained messages
 * @param retainedBytes the most bytes of retained messages, by {@link
 *     io.heddle.mqtt.Message#weight}
 * @param retainedMemory of that, the most that are in memory where there is a disk for the others
 * @param subscriptionsPerClient the most subscriptions of one session
 * @param mergeOverlaps true: one copy at the highest level for overlapping subscriptions; false:
 *     one copy for each
 * @param denySubscribe filters that nobody may subscribe to, compared as text
 * @param sysInterval how often the $SYS topics are published; zero for never
 * @param drops how many dropped messages are remembered
 */
public record BrokerOptions(
    SessionOptions session,
    int sessions,
    long sessionExpiryMax,
    SessionOwner sessionOwner,
    Offer offer,
    int retainedMessages,
    long retainedBytes,
    long retainedMemory,
    int subscriptionsPerClient,
    boolean mergeOverlaps,
    List<TopicFilter> denySubscribe,
    Duration sysInterval,
    DropsOptions drops) {

  /**
   * What the server has on offer, as CONNACK tells it.
   *
   * @param maximumQos the highest level taken from and granted to clients
   * @param retain whether messages are retained
   * @param wildcards whether filters may have wildcards
   * @param subscriptionIdentifiers whether subscriptions may be numbered
   * @param shared whether there are Shared Subscriptions
   */
  public record Offer(
      Qos maximumQos,
      boolean retain,
      boolean wildcards,
      boolean subscriptionIdentifiers,
      boolean shared) {

    /** What is on offer to a client with limits of its own: the stricter of both. */
    public Offer within(ClientLimits limits) {
      boolean lower = limits.maximumQos().compareTo(maximumQos) < 0;
      return new Offer(
          lower ? limits.maximumQos() : maximumQos,
          retain && limits.retain(),
          wildcards && limits.wildcard(),
          subscriptionIdentifiers && limits.subscriptionIdentifiers(),
          shared && limits.shared());
    }
  }
}
