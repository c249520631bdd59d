package io.heddle.session;

/** What the offer of a message to a {@link DeliveryQueue} led to. */
public enum Offer {
  /** It is in the queue. */
  TAKEN,
  /** There is no room, by the limits of this queue. */
  FULL,
  /** There is no room in all queues together. */
  NO_MEMORY
}
