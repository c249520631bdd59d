package io.heddle.connection;

import io.heddle.mqtt.ReasonCode;

/**
 * What happens where nobody decides, and how a client is told that it may not do something.
 *
 * @param allowedByDefault whether a client may publish and subscribe where whoever was asked has no
 *     opinion; without anybody to ask everything is allowed
 * @param deniedSubscribe the code of a subscription that is denied, for clients of MQTT 5.0
 * @param deniedPublish what happens when a client publishes what it may not, and its version has no
 *     answer that says so
 */
public record AccessOptions(
    boolean allowedByDefault, ReasonCode deniedSubscribe, DeniedPublish deniedPublish) {

  /** How a client of MQTT 3.1 or 3.1.1 learns that it may not publish. */
  public enum DeniedPublish {
    /** Not at all: the message is acknowledged and dropped. */
    ACKNOWLEDGE,
    /** The connection is closed. */
    DISCONNECT
  }

  /** The defaults of the settings. */
  public static final AccessOptions USUAL =
      new AccessOptions(false, ReasonCode.NOT_AUTHORIZED, DeniedPublish.ACKNOWLEDGE);
}
