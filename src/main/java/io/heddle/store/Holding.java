package io.heddle.store;

import io.heddle.mqtt.Qos;
import io.heddle.session.Delivery;
import io.heddle.session.Stored;

/**
 * A message that an owner has waiting or in flight. Immutable.
 *
 * @param stored what is known of it while it waits
 * @param packetId 0 while it waits
 * @param order in which it was sent
 * @param released whether PUBREC has come
 * @param group the number of the share group that it comes from; 0 for none
 */
record Holding(Stored stored, int packetId, long order, boolean released, long group) {

  static Holding of(Delivery delivery) {
    Delivery.Origin origin = delivery.origin();
    return new Holding(
        Stored.of(delivery),
        delivery.packetId(),
        delivery.order(),
        delivery.isReleased(),
        origin == null ? 0 : origin.owner());
  }

  /** One that waits. */
  static Holding of(Stored stored) {
    return new Holding(stored, 0, 0, false, 0);
  }

  /** Whether it goes to another member of its share group when its session ends. */
  boolean goesBack() {
    return group != 0 && packetId != 0 && stored.terms().qos() == Qos.AT_LEAST_ONCE;
  }

  Holding sent(int identifier, long place) {
    return new Holding(stored, identifier, place, false, group);
  }

  Holding released(long place) {
    return new Holding(stored, packetId, place, true, group);
  }

  long sequence() {
    return stored.sequence();
  }

  long body() {
    return stored.body();
  }
}
