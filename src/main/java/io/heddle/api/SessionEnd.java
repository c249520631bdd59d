package io.heddle.api;

/** Why a session ended. */
public enum SessionEnd {
  /** With its connection, which it was not to outlive. */
  NORMAL,
  /** Its expiry was over. */
  EXPIRED,
  /** Its client came back and wanted a new one. */
  TAKEN_OVER,
  /** Somebody ended it from outside: {@link Sessions#end}. */
  REMOVED,
  /** Another user came with its Client Identifier, and did not get it. */
  OTHER_USER
}
