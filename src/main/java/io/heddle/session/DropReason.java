package io.heddle.session;

/** Why a message did not reach a receiver. Each has its counter. */
public enum DropReason {
  /** The session's queue had no room for it. */
  QUEUE_FULL("queue full"),
  /** All queues together had no room for it. */
  MEMORY_FULL("all queues together full"),
  /** QoS 0, and the receiver's outbox was full: it reads too slowly. */
  OUTBOX_FULL("outbox full"),
  /** QoS 0 for an absent client. */
  OFFLINE("receiver offline"),
  /** The Message Expiry Interval was over. */
  EXPIRED("expired"),
  /** Larger than the receiver's Maximum Packet Size. */
  TOO_LARGE("larger than the receiver takes"),
  /** Its topic is not below the mount point of the listener that the receiver came by. */
  OUTSIDE_MOUNT_POINT("outside the receiver's mount point"),
  /** The receiver refused it with a reason code of 0x80 or above. */
  REFUSED("refused by the receiver"),
  /** It breaks a limit, is not what it says it is, or goes to a topic of the server. */
  NOT_ACCEPTED("not accepted"),
  /** Its publisher may not publish it. */
  PUBLISH_DENIED("its publisher may not publish it"),
  /** An interceptor denied it, or could not answer. */
  DENIED_BY_HOOK("denied by a hook"),
  /** An interceptor dropped it. */
  DROPPED_BY_HOOK("dropped by a hook"),
  /** Its receiver has subscribed to it, and may not get it. */
  READ_DENIED("its receiver may not get it"),
  /** It was delivered but not retained: there are as many retained messages as may be. */
  RETAINED_FULL("retained messages full"),
  /** It was to be kept, and the disk of the store has no more room. */
  STORE_FULL("the store's disk is full"),
  /** The store's copy of it is damaged. */
  STORE_DAMAGED("its part of the store is damaged"),
  /** The session ended before it was delivered. */
  SESSION_ENDED("session ended"),
  /** It was to be published later, and the broker stopped before that. */
  DELAY_CUT("the broker stopped before its delay was over");

  private final String words;

  DropReason(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
