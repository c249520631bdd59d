package io.heddle.session;

/**
 * What happens to a QoS 1 or 2 message that finds its receiver's queue full of messages that may
 * not be dropped.
 */
public enum QueuePolicy {
  /** The oldest queued message makes room. */
  DROP_OLDEST,
  /**
   * The new message is dropped; its publisher is told 0x97 when nobody else could take it either.
   */
  DROP_NEWEST,
  /** The receiver is disconnected with 0x97; its session is kept and its queue too. */
  DISCONNECT,
  /** The publisher waits, for a bounded time, until there is room. */
  BLOCK
}
