package io.heddle.api;

/** Why a message did not reach a receiver, or was not kept. */
public enum DropReason {
  /** The session's queue had no room for it. */
  QUEUE_FULL,
  /** All queues together had no room for it. */
  MEMORY_FULL,
  /** QoS 0, and the receiver reads too slowly. */
  OUTBOX_FULL,
  /** QoS 0 for an absent client. */
  OFFLINE,
  /** The Message Expiry Interval was over. */
  EXPIRED,
  /** Larger than the receiver's Maximum Packet Size. */
  TOO_LARGE,
  /** Its topic is not below the mount point of the listener that the receiver came by. */
  OUTSIDE_MOUNT_POINT,
  /** The receiver refused it with an error. */
  REFUSED,
  /** It breaks a limit, is not what it says it is, or goes to a topic of the server. */
  NOT_ACCEPTED,
  /** Its publisher may not publish it. */
  PUBLISH_DENIED,
  /** An interceptor denied it, or could not answer. */
  DENIED_BY_HOOK,
  /** An interceptor dropped it. */
  DROPPED_BY_HOOK,
  /** Its receiver has subscribed to it, and may not get it. */
  READ_DENIED,
  /** It was delivered but not retained: there are as many retained messages as may be. */
  RETAINED_FULL,
  /** It was to be kept, and the disk of the store has no more room. */
  STORE_FULL,

  /** The store's copy of it is damaged. */
  STORE_DAMAGED,
  /** The session ended before it was delivered. */
  SESSION_ENDED,
  /** It was to be published later, and the broker stopped before that. */
  DELAY_CUT
}
