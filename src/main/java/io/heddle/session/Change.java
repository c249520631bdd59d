package io.heddle.session;

/** How a SUBSCRIBE changed the session. */
public enum Change {
  /** A new subscription. */
  ADDED,
  /** In place of one with the same filter. */
  REPLACED,
  /** The session has as many as it may. */
  TOO_MANY,
  /** The hold is stale. */
  STALE
}
