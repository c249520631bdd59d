package io.heddle.mqtt;

/** Whether a SUBSCRIBE brings the retained messages that match. */
public enum RetainHandling {
  /** Always {@code [MQTT-3.3.1-9]}. */
  SEND(0),
  /** Only if the subscription did not exist before {@code [MQTT-3.3.1-10]}. */
  SEND_IF_NEW(1),
  /** Never {@code [MQTT-3.3.1-11]}. */
  DO_NOT_SEND(2);

  private static final RetainHandling[] ALL = values();

  private final int value;

  RetainHandling(int value) {
    this.value = value;
  }

  /** The number on the wire, 0 to 2. */
  public int value() {
    return value;
  }

  /**
   * The handling with this number.
   *
   * @throws IllegalArgumentException for a number other than 0, 1 and 2
   */
  public static RetainHandling of(int value) {
    if (value < 0 || value >= ALL.length) {
      throw new IllegalArgumentException("Retain Handling " + value + " is not 0, 1 or 2");
    }
    return ALL[value];
  }
}
