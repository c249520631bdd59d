package io.heddle.mqtt;

/**
 * What a client asks for in a SUBSCRIBE: a filter and its options. MQTT 3.1.1 has only the QoS; the
 * rest is then as MQTT 5.0 defaults it.
 *
 * @param qos the highest level at which messages are delivered
 * @param noLocal whether the client's own messages are left out {@code [MQTT-3.8.3-3]}
 * @param retainAsPublished whether the retain flag of a forwarded message stays as it was published
 *     {@code [MQTT-3.3.1-13]}
 * @param identifier the Subscription Identifier, 1 to 268,435,455, or 0 for none
 */
public record Subscription(
    TopicFilter filter,
    Qos qos,
    boolean noLocal,
    boolean retainAsPublished,
    RetainHandling retainHandling,
    int identifier) {
  private static final int[] NO_IDENTIFIERS = {};

  /**
   * Refuses No Local on a Shared Subscription {@code [MQTT-3.8.3-4]} and identifiers out of range.
   *
   * @throws IllegalArgumentException for either
   */
  public Subscription {
    if (noLocal && filter.isShared()) {
      throw new IllegalArgumentException("No Local on a Shared Subscription: " + filter);
    }
    if (identifier < 0 || identifier > 268_435_455) {
      throw new IllegalArgumentException("Subscription Identifier " + identifier);
    }
  }

  /** A subscription with the default options. */
  public static Subscription of(TopicFilter filter, Qos qos) {
    return new Subscription(filter, qos, false, false, RetainHandling.SEND, 0);
  }

  /** The Subscription Identifier alone, or none: as a message carries them. */
  public int[] identifiers() {
    return identifier == 0 ? NO_IDENTIFIERS : new int[] {identifier};
  }

  /** This subscription with at most that level, as the server grants it. */
  public Subscription atMost(Qos limit) {
    return limit.compareTo(qos) >= 0
        ? this
        : new Subscription(filter, limit, noLocal, retainAsPublished, retainHandling, identifier);
  }

  /** This subscription with another filter. */
  public Subscription to(TopicFilter other) {
    return new Subscription(other, qos, noLocal, retainAsPublished, retainHandling, identifier);
  }

  /** This subscription with a Subscription Identifier. */
  public Subscription withIdentifier(int number) {
    return new Subscription(filter, qos, noLocal, retainAsPublished, retainHandling, number);
  }
}
