package io.heddle.store;

import io.heddle.mqtt.Qos;
import io.heddle.session.Delivery;
import io.heddle.session.Terms;

/**
 * A message that an owner has waiting or in flight. Immutable.
 *
 * @param sequence the owner's number of it
 * @param body the message's number
 * @param packetId 0 while it waits
 * @param order in which it was sent
 * @param released whether PUBREC has come
 * @param group the number of the share group that it comes from; 0 for none
 */
record Holding(
    long sequence, long body, Terms terms, int packetId, long order, boolean released, long group) {

  static Holding of(Delivery delivery) {
    Delivery.Origin origin = delivery.origin();
    return new Holding(
        delivery.sequence(),
        delivery.body(),
        delivery.terms(),
        delivery.packetId(),
        delivery.order(),
        delivery.isReleased(),
        origin == null ? 0 : origin.owner());
  }

  /** Whether it goes to another member of its share group when its session ends. */
  boolean goesBack() {
    return group != 0 && packetId != 0 && terms.qos() == Qos.AT_LEAST_ONCE;
  }

  Holding sent(int identifier, long place) {
    return new Holding(sequence, body, terms, identifier, place, false, group);
  }

  Holding released(long place) {
    return new Holding(sequence, body, terms, packetId, place, true, group);
  }
}
