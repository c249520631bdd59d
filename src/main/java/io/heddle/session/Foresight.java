package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message at one receiver, were it brought at this moment: as {@link
 * Admission} and {@link Session#deliver} decide, but nothing changes. Immutable.
 *
 * @param outcome what it would be
 * @param reason why it would be dropped; null when it would not
 * @param displaces whether others would be dropped for it
 * @param online whether the client is connected
 * @param movedAt milliseconds of the epoch, when the client came or left last
 * @param expirySeconds that the session outlives the connection
 * @param queued messages that wait
 * @param queuedBytes their bytes
 * @param inflight messages that were sent and not acknowledged
 */
public record Foresight(
    Outcome outcome,
    @Nullable DropReason reason,
    boolean displaces,
    boolean online,
    long movedAt,
    long expirySeconds,
    int queued,
    long queuedBytes,
    int inflight) {

  /**
   * A message that nobody publishes.
   *
   * @param message without its payload
   * @param payload the bytes of that
   * @param now milliseconds of the epoch
   * @param waits whether its publisher could be made to wait: a client, and not the receiver itself
   */
  public record Sample(Message message, long payload, long now, boolean waits) {
    /** The same of a publisher that cannot be made to wait. */
    public Sample impatient() {
      return new Sample(message, payload, now, false);
    }

    /** What it would weigh in a queue. */
    int weight() {
      return (int) Math.min(Integer.MAX_VALUE, message.weight() + payload);
    }
  }

  /** What a decision comes to. */
  private record Decision(Outcome outcome, @Nullable DropReason reason, boolean displaces) {
    static Decision of(Outcome outcome) {
      return new Decision(outcome, null, false);
    }

    static Decision drop(DropReason reason) {
      return new Decision(Outcome.DROPPED, reason, false);
    }
  }

  /** What would become of it at a session. */
  public static Foresight of(Session session, Sample sample, Terms terms) {
    boolean permitted = session.permit().covers(sample.message.topic());
    session.lock.lock();
    try {
      Decision made =
          permitted ? decide(session, sample, terms) : Decision.drop(DropReason.READ_DENIED);
      Outbound outbound = session.outbound;
      return new Foresight(
          made.outcome,
          made.reason,
          made.displaces,
          session.outlet != null,
          session.history().movedAt(),
          session.expirySeconds,
          outbound.queue().size(),
          outbound.queue().bytes(),
          outbound.inflight().size());
    } finally {
      session.lock.unlock();
    }
  }

  /** Whether it could go out at once to a member of a share group. */
  public static boolean isReady(Session session, Qos qos) {
    session.lock.lock();
    try {
      Outlet to = session.corked || session.ended ? null : session.outlet;
      return to != null && goesOut(session, to, qos);
    } finally {
      session.lock.unlock();
    }
  }

  private static boolean goesOut(Session session, Outlet to, Qos qos) {
    return qos == Qos.AT_MOST_ONCE ? to.hasRoom() : session.outbound.isOpen(to);
  }

  private static Decision decide(Session session, Sample sample, Terms terms) {
    Outlet outlet = session.outlet;
    if (session.ended) {
      return Decision.drop(DropReason.SESSION_ENDED);
    }
    DropReason never =
        outlet == null ? null : outlet.refuses(sample.message, terms, sample.payload);
    if (never != null) {
      return Decision.drop(never);
    }
    boolean free = outlet != null && !session.corked;
    boolean quick = terms.qos() == Qos.AT_MOST_ONCE;
    if (quick && outlet == null && !session.options.queueQos0()) {
      return Decision.drop(DropReason.OFFLINE);
    }
    if (free && outlet != null && quick && session.outbound.queue().qos0() == 0) {
      return outlet.hasRoom() ? Decision.of(Outcome.SENT) : Decision.drop(DropReason.OUTBOX_FULL);
    }
    if (free && outlet != null && !quick && session.outbound.isOpen(outlet)) {
      return Decision.of(Outcome.SENT);
    }
    return enqueue(session, sample, quick);
  }

  private static Decision enqueue(Session session, Sample sample, boolean quick) {
    DeliveryQueue queue = session.outbound.queue();
    return switch (offer(queue, sample, session.diary.isOpen() && !quick)) {
      case TAKEN -> new Decision(Outcome.QUEUED, null, !queue.hasRoom(sample.weight()));
      case NO_MEMORY -> Decision.drop(DropReason.MEMORY_FULL);
      case FULL -> quick ? Decision.drop(DropReason.QUEUE_FULL) : overflow(session, sample);
    };
  }

  private static Decision overflow(Session session, Sample sample) {
    boolean fits = sample.weight() <= session.options.queueBytes();
    return switch (session.options.policy()) {
      case DROP_OLDEST ->
          fits ? new Decision(Outcome.QUEUED, null, true) : Decision.drop(DropReason.QUEUE_FULL);
      case BLOCK ->
          fits && sample.waits && session.mayMakeRoom()
              ? Decision.of(Outcome.WAIT)
              : Decision.drop(DropReason.QUEUE_FULL);
      case DROP_NEWEST, DISCONNECT -> Decision.drop(DropReason.QUEUE_FULL);
    };
  }

  /**
   * Whether a queue would take it, before its policy is asked. Under the lock of its owner.
   *
   * @param onDisk whether it could wait on disk
   */
  public static Offer offer(DeliveryQueue queue, Sample sample, boolean onDisk) {
    int weight = sample.weight();
    boolean fits = weight <= queue.options.queueBytes();
    Room room = queue.hasRoom(weight) ? new Room(queue) : Room.made(queue, weight, sample.now);
    if (!fits || !room.holds(weight)) {
      return Offer.FULL;
    }
    int needed = onDisk ? QueueLoad.PLACE : weight;
    return queue.load.wouldAllow(needed - 2 * room.freed) ? Offer.TAKEN : Offer.NO_MEMORY;
  }

  /** What a queue would hold if room was made: what is expired goes, then QoS 0, one by one. */
  private static final class Room {
    private final DeliveryQueue queue;
    private int freed;
    private int gone;

    Room(DeliveryQueue queue) {
      this.queue = queue;
    }

    static Room made(DeliveryQueue queue, int weight, long now) {
      Room room = new Room(queue);
      queue.waiting.forEach(each -> room.letGo(each, each.message().isExpired(now)));
      queue.waiting.forEach(each ->
          room.letGo(
              each,
              each.qos() == Qos.AT_MOST_ONCE
                  && !each.message().isExpired(now)
                  && !room.holds(weight)));
      return room;
    }

    private void letGo(Delivery delivery, boolean goes) {
      if (goes) {
        gone++;
        freed += delivery.message().weight();
      }
    }

    boolean holds(int weight) {
      return queue.size() - gone < queue.options.queueMessages()
          && queue.bytes() - freed + weight <= queue.options.queueBytes();
    }
  }
}
