package io.heddle.broker;

/** Whose a session is that waits for its client: who may resume it. */
public enum SessionOwner {
  /** Who comes with its Client Identifier and the user name of the client that left it. */
  USER,
  /** Who comes with its Client Identifier. */
  CLIENT
}
