package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happened. Every method does nothing unless it is overridden; one that throws is
 * logged and counted, and changes nothing.
 *
 * <p>What a client does itself is told on its own thread, and may block: it delays this client
 * only. What happens to a message on its way ({@link #delivered}, {@link #acknowledged}, {@link
 * #dropped}), to a session without its client ({@link #sessionEnded}, {@link #willPublished}) and
 * to nobody ({@link #stopped}) is told on a virtual thread of the observer, one after the other in
 * the order in which it happened; an observer that is too slow for it misses some, which is
 * counted.
 */
public non-sealed interface Observer extends Hook {
  /** A client was not let in. */
  default void refused(Login login, ReasonCode reason, String words) {}

  /** A client was taken in; its session is there, and CONNACK is not sent yet. */
  default void connected(ClientInfo client) {}

  /** A session came into being with a client that was taken in; after {@link #connected}. */
  default void sessionCreated(ClientInfo client) {}

  /** A client that was taken in found its session; after {@link #connected}. */
  default void sessionResumed(ClientInfo client) {}

  /** A client that is connected has authenticated again. */
  default void reauthenticated(Client client) {}

  /** A subscription is stored; SUBACK and retained messages are not sent yet. */
  default void subscribed(Client client, Subscription subscription) {}

  /** A subscription is gone; UNSUBACK is not sent yet. */
  default void unsubscribed(Client client, TopicFilter filter) {}

  /** A client's message was retained and routed as it should be; it is not acknowledged yet. */
  default void published(Client client, Message message) {}

  /**
   * A connection is over, and its socket closed.
   *
   * @param client null when it was never taken in
   * @param reason as DISCONNECT would say it, {@link ReasonCode#SUCCESS} when the client said
   *     goodbye
   * @param words for people
   */
  default void disconnected(
      Peer peer, @Nullable ClientInfo client, ReasonCode reason, String words) {}

  /** A message was given to a receiver's connection; also when it is sent again. */
  default void delivered(String clientId, Message message) {}

  /** The receiver has taken a message of QoS 1 (PUBACK) or 2 (PUBREC). */
  default void acknowledged(String clientId, Message message) {}

  /**
   * A message did not reach a receiver, or was not kept.
   *
   * @param clientId of the receiver; of the publisher when it was not accepted
   */
  default void dropped(String clientId, Message message, DropReason reason) {}

  /** A session is over. */
  default void sessionEnded(String clientId, SessionEnd reason) {}

  /** A client's Will was published. */
  default void willPublished(String clientId, Message will) {}

  /** The broker has stopped: all connections are closed. */
  default void stopped() {}
}
