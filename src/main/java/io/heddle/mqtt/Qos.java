package io.heddle.mqtt;

/**
 * Quality of service: how surely a message arrives. The order of the constants is the order of the
 * levels.
 */
public enum Qos {
  /** Delivered once or not at all; nobody acknowledges. */
  AT_MOST_ONCE(0),
  /** Delivered until acknowledged; may arrive twice. */
  AT_LEAST_ONCE(1),
  /** Delivered exactly once by a four-packet exchange. */
  EXACTLY_ONCE(2);

  private static final Qos[] LEVELS = values();

  private final int value;

  Qos(int value) {
    this.value = value;
  }

  /** The number on the wire, 0 to 2. */
  public int value() {
    return value;
  }

  /**
   * The level with this number.
   *
   * @param value 0, 1 or 2
   * @throws IllegalArgumentException for any other number, 3 included {@code [MQTT-3.3.1-4]}
   */
  public static Qos of(int value) {
    if (value < 0 || value >= LEVELS.length) {
      throw new IllegalArgumentException("QoS " + value + " is not 0, 1 or 2");
    }
    return LEVELS[value];
  }

  /**
   * The lower of this level and the other: what a subscription of one level receives of a message
   * of another.
   */
  public Qos min(Qos other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /**
   * The higher of the two, as overlapping subscriptions of one client are merged {@code
   * [MQTT-3.3.4-2]}.
   */
  public Qos max(Qos other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
