package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that must be kept for one receiver: queued, or in flight. Guarded by the lock of the
 * session, or group, that holds it.
 */
public final class Delivery {
  /** How far the exchange with the client is. */
  enum State {
    /** Not sent yet. */
    WAITING,
    /** Sent: PUBACK or PUBREC is awaited. */
    SENT,
    /** PUBREC has come, the message is let go of: PUBCOMP is awaited. */
    RELEASED,
    /** Given back to its share group, which does not have it yet. */
    RETURNED
  }

  private final Message message;
  private final Terms terms;
  private final @Nullable Origin origin;

  /** Guarded by the session. */
  State state = State.WAITING;

  /** Guarded by the session. */
  int packetId;

  /** The place in the order of sending. Guarded by the session. */
  long order;

  /**
   * Where the store has the message; 0 while it is not there. Guarded by the owner, as the next.
   */
  long body;

  /**
   * The place in the order of the queue, by which the owner's journal knows it, too; 0 for none.
   */
  long sequence;

  /** Whether the owner's journal has it. */
  boolean written;

  /** A message on these terms, from a share group when there is an origin. */
  public Delivery(Message message, Terms terms, @Nullable Origin origin) {
    this.message = message;
    this.terms = terms;
    this.origin = origin;
  }

  /** One that waited on disk alone. */
  static Delivery of(Stored stored, Message message, @Nullable Origin origin) {
    Delivery delivery = new Delivery(message, stored.terms(), origin);
    delivery.sequence = stored.sequence();
    delivery.body = stored.body();
    delivery.written = true;
    return delivery;
  }

  /**
   * One that somebody else has in the store.
   *
   * @param body its number there, or 0
   */
  public static Delivery lent(Message message, Terms terms, long body) {
    Delivery delivery = new Delivery(message, terms, null);
    delivery.body = body;
    return delivery;
  }

  /** Where a delivery comes from that another receiver could get instead: a share group. */
  public interface Origin {
    /**
     * The session that had these ended, or may not get them any more: they are to go to another
     * member, in this order. They are still that session's in the store. Called without a lock.
     */
    void redispatch(List<Delivery> messages, Shuttle shuttle);

    /** A session may have room again. Called without a lock. */
    void pull(Session session, Shuttle shuttle);

    /** The group's number in the store; 0 when it is not there. */
    default long owner() {
      return 0;
    }
  }

  /** What is delivered. */
  public Message message() {
    return message;
  }

  /** How. */
  public Terms terms() {
    return terms;
  }

  /** Where the store has the message. For journals. */
  public long body() {
    return body;
  }

  /** The number by which its owner's journal knows it. For journals. */
  public long sequence() {
    return sequence;
  }

  /** The Packet Identifier; 0 while it waits. For journals. */
  public int packetId() {
    return state == State.WAITING ? 0 : packetId;
  }

  /** Whether PUBREC has come. For journals. */
  public boolean isReleased() {
    return state == State.RELEASED;
  }

  /** The place in the order of sending. For journals. */
  public long order() {
    return order;
  }

  /** At which level. */
  public Qos qos() {
    return terms.qos();
  }

  /** The share group it comes from, or null. */
  public @Nullable Origin origin() {
    return origin;
  }
}
