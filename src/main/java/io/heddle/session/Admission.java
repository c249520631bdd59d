package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;

/**
 * Decides what becomes of a message that comes for a session: it goes out at once, waits, or is
 * dropped. Guarded by the session's lock.
 */
final class Admission {
  private final Session session;
  private final SessionOptions options;

  Admission(Session session, SessionOptions options) {
    this.session = session;
    this.options = options;
  }

  Outcome accept(Message message, Terms terms, Shuttle shuttle) {
    Delivery delivery = new Delivery(message, terms, null);
    if (session.ended) {
      return dropped(DropReason.SESSION_ENDED, delivery, Outcome.DROPPED);
    }
    Outbound outbound = session.outbound;
    Outlet outlet = session.outlet;
    boolean free = outlet != null && !session.corked;
    if (terms.qos() == Qos.AT_MOST_ONCE) {
      if (outlet != null && free && outbound.queue().qos0() == 0) {
        return outbound.send(delivery, outlet, shuttle);
      }
      if (outlet == null && !options.queueQos0()) {
        return dropped(DropReason.OFFLINE, delivery, Outcome.DROPPED);
      }
    } else if (outlet != null && free && outbound.isOpen(outlet)) {
      return outbound.send(delivery, outlet, shuttle);
    }
    return enqueue(delivery, shuttle);
  }

  /** A message goes out at once, or not at all: {@link Outcome#FULL} then. */
  Outcome offer(Delivery delivery, Shuttle shuttle) {
    Outlet to = session.corked || session.ended ? null : session.outlet;
    boolean quick = delivery.qos() == Qos.AT_MOST_ONCE;
    return to != null && (quick ? to.hasRoom() : session.outbound.isOpen(to))
        ? session.outbound.send(delivery, to, shuttle)
        : Outcome.FULL;
  }

  boolean wouldWait(Message message, Terms terms, Shuttle shuttle) {
    Outbound outbound = session.outbound;
    Outlet outlet = session.corked ? null : session.outlet;
    return options.policy() == QueuePolicy.BLOCK
        && terms.qos() != Qos.AT_MOST_ONCE
        && !session.ended
        && (outlet == null || !outbound.isOpen(outlet))
        && outbound.queue().couldTake(message)
        && !outbound.queue().makeRoom(message.weight(), shuttle.now())
        && mayBlock(shuttle);
  }

  /**
   * Waits for room, as long as that makes sense and the operator allows; lets the lock go. Answers
   * the nanoseconds that are left.
   */
  long awaitRoom(Message message, long nanos) {
    long left = Math.min(nanos, options.blockTimeout().toNanos());
    try {
      while (session.mayMakeRoom()
          && left > 0
          && !session.outbound.queue().hasRoom(message.weight())) {
        left = session.changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
    return session.mayMakeRoom() ? Math.max(0, left) : 0;
  }

  private Outcome enqueue(Delivery delivery, Shuttle shuttle) {
    Outcome outcome =
        switch (session.outbound.queue().offer(delivery, shuttle)) {
          case TAKEN -> Outcome.QUEUED;
          case NO_MEMORY -> dropped(DropReason.MEMORY_FULL, delivery, Outcome.FULL);
          case FULL ->
              delivery.qos() == Qos.AT_MOST_ONCE
                  ? dropped(DropReason.QUEUE_FULL, delivery, Outcome.DROPPED)
                  : overflow(delivery, shuttle);
        };
    session.updateStraight();
    return outcome;
  }

  private Outcome overflow(Delivery delivery, Shuttle shuttle) {
    DeliveryQueue queue = session.outbound.queue();
    switch (options.policy()) {
      case DROP_OLDEST -> {
        if (queue.offerDroppingOldest(delivery, shuttle)) {
          return Outcome.QUEUED;
        }
      }
      case DISCONNECT -> {
        if (session.outlet != null) {
          session.outlet.end(ReasonCode.QUOTA_EXCEEDED, "its queue is full");
        }
      }
      case BLOCK -> {
        if (queue.couldTake(delivery.message())) {
          if (mayBlock(shuttle)) {
            return Outcome.WAIT;
          }
          if (session.mayMakeRoom() && shuttle.insistsOn(session)) {
            queue.add(delivery, shuttle);
            return Outcome.QUEUED;
          }
        }
      }
      case DROP_NEWEST -> {}
    }
    return dropped(DropReason.QUEUE_FULL, delivery, Outcome.FULL);
  }

  /**
   * Nobody waits for an absent client, for itself, or for a client whose own thread waits: that one
   * could wait for us.
   */
  private boolean mayBlock(Shuttle shuttle) {
    return session.mayMakeRoom() && shuttle.mayWaitFor(session);
  }

  private Outcome dropped(DropReason reason, Delivery delivery, Outcome outcome) {
    session.outbound.queue().dropped(reason, delivery);
    return outcome;
  }
}
