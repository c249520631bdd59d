package io.heddle.session;

/** What became of a message at one receiver. */
public enum Outcome {
  /** It is in the receiver's outbox. */
  SENT,
  /** It waits in a queue. */
  QUEUED,
  /** It was dropped and counted, for a reason other than a full queue. */
  DROPPED,
  /** The queue is full, and the message was dropped and counted. */
  FULL,
  /** The queue is full, nothing was dropped: the publisher is to wait and offer it again. */
  WAIT
}
