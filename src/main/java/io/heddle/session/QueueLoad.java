package io.heddle.session;

import io.heddle.mqtt.Message;

/**
 * What the messages of one queue weigh, and what of that is in memory. Guarded by the queue's
 * owner.
 */
final class QueueLoad {
  /** Bytes in memory for a message that waits on disk: what its place takes, rather more. */
  static final int PLACE = 32;

  private final QueueBudget budget;
  private long bytes;
  private long places;
  private long memory;

  /** None of those that wait expires before: a full queue is not searched in vain. */
  private long earliestExpiry = Message.NEVER;

  QueueLoad(QueueBudget budget) {
    this.budget = budget;
  }

  /** What all weigh, wherever they wait. */
  long bytes() {
    return bytes;
  }

  /** What those weigh that wait in memory. */
  long inMemory() {
    return memory - places;
  }

  boolean mayHoldExpired(long now) {
    return earliestExpiry <= now;
  }

  /** From now on nothing is known but that. */
  void earliestExpiry(long millis) {
    earliestExpiry = millis;
  }

  /** Whether there is memory for one more; what is taken later was asked for here. */
  boolean allows(int needed) {
    if (!budget.take(needed, memory)) {
      return false;
    }
    budget.shift(-needed);
    return true;
  }

  /** The same without asking for it; less than nothing is needed where something is let go. */
  boolean wouldAllow(long needed) {
    return budget.allows(memory + needed - 1);
  }

  /** Whether one more may wait in memory, rather than on disk, as far as all others go. */
  boolean isAmple(int weight) {
    return budget.isAmple(weight);
  }

  void add(Delivery delivery) {
    Message message = delivery.message();
    change(1, message.weight(), message.weight());
    earliestExpiry = Math.min(earliestExpiry, message.expiresAt());
  }

  void remove(Delivery delivery) {
    int weight = delivery.message().weight();
    change(-1, -weight, -weight);
  }

  void add(Stored stored) {
    places += PLACE;
    budget.aside(1);
    change(1, stored.weight(), PLACE);
    earliestExpiry = Math.min(earliestExpiry, stored.expiresAt());
  }

  void remove(Stored stored) {
    places -= PLACE;
    budget.aside(-1);
    change(-1, -stored.weight(), -PLACE);
  }

  private void change(int messages, int weight, int used) {
    bytes += weight;
    memory += used;
    budget.queued(messages, weight);
    budget.shift(used);
  }
}
