package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The way out to a client that is connected, as a session sees it. No method blocks or does input
 * or output: bytes are put where the connection's writer takes them. Safe for use by any thread.
 */
public interface Outlet {
  /**
   * Whether there is room for another message; not when the connection is ending. After a false
   * answer, {@link Attachment#drained} is called when there is again.
   */
  boolean hasRoom();

  /**
   * Puts a message on its way.
   *
   * @param dup whether it may have been sent before
   * @param packetId the Packet Identifier, 0 at QoS 0
   * @return {@link Outcome#SENT}, also for a QoS 1 or 2 message when the connection is ending: it
   *     is sent again when the client resumes; {@link Outcome#DROPPED}, counted, for a message
   *     larger than the client takes, and for a QoS 0 message that found no room or an ending
   *     connection
   */
  Outcome publish(Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle);

  /**
   * Why the client would never get a message, whatever room there is; null when it may. Changes
   * nothing.
   *
   * @param message without its payload
   * @param payload the bytes of that
   */
  default @Nullable DropReason refuses(Message message, Terms terms, long payload) {
    return null;
  }

  /** How many messages were put on their way so far, repeats included. */
  long delivered();

  /** Puts a PUBREL on its way. */
  void pubrel(int packetId, Shuttle shuttle);

  /** Lets the writer send what was put on its way. */
  void flush();

  /** Ends the connection for this reason, soon; no answer reaches the client any more. */
  void end(ReasonCode reason, String words);
}
