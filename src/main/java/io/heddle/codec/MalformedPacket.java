package io.heddle.codec;

import io.heddle.mqtt.ReasonCode;

/**
 * Bytes that are no packet, or a packet that contradicts the standard. Has no stack trace: a
 * hostile peer must not make us work.
 */
public final class MalformedPacket extends Exception {
  private static final long serialVersionUID = 1L;

  /** What {@link #reason()} tells. */
  private final ReasonCode reason;

  /**
   * What is wrong.
   *
   * @param reason the code to close the connection with, an error
   * @param message the reason in words, without bytes of the peer
   */
  public MalformedPacket(ReasonCode reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** The code to close the connection with. */
  public ReasonCode reason() {
    return reason;
  }
}
