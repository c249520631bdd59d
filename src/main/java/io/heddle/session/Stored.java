package io.heddle.session;

/**
 * A message that waits on disk alone, and what its queue has to know of it. Immutable.
 *
 * @param sequence by which the owner's journal knows it; they wait in this order
 * @param body its number in the store
 * @param weight see {@link io.heddle.mqtt.Message#weight}
 * @param expiresAt see {@link io.heddle.mqtt.Message#expiresAt}; rounded up to a second
 */
public record Stored(long sequence, long body, Terms terms, int weight, long expiresAt) {
  /** What is to be known of a delivery that the store has. */
  public static Stored of(Delivery delivery) {
    return new Stored(
        delivery.sequence,
        delivery.body,
        delivery.terms(),
        delivery.message().weight(),
        delivery.message().expiresAt());
  }
}
