package io.heddle.api;

import io.heddle.mqtt.ReasonCode;

/** A {@link LocalClient} was not let in. */
public final class LocalClientRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As CONNACK would say it. */
  private final ReasonCode reason;

  /** Refused for this reason. */
  public LocalClientRefusedException(ReasonCode reason, String words) {
    super(reason + ": " + words);
    this.reason = reason;
  }

  /** What CONNACK would say. */
  public ReasonCode reason() {
    return reason;
  }
}
