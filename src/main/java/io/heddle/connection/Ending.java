package io.heddle.connection;

/** How a connection ends, in as few words as the protocols below MQTT have for it. */
public enum Ending {
  /** The client said so, or nothing was wrong. */
  NORMAL,
  /** The broker stops. */
  STOPPING,
  /** The client broke the rules of MQTT. */
  VIOLATION,
  /** A packet was too large. */
  TOO_LARGE,
  /** The client may not be here, or not any longer. */
  REFUSED,
  /** The broker made a mistake. */
  FAULT
}
