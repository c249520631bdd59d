package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happened. Every method does nothing unless it is overridden; which ones are is found
 * out when the observer is added, and the others cost nothing. One that throws is logged, at most
 * once in a second, and counted, and changes nothing.
 *
 * <p>What a client does itself is told on its own thread, and may block: it delays this client
 * only. Nothing is told twice. For one client {@link #connected} comes first, then {@link
 * #sessionCreated} or {@link #sessionResumed}, then what it does in the order in which it does it,
 * and last {@link #disconnected}.
 *
 * <p>What happens to a message on its way ({@link #delivered}, {@link #acknowledged}, {@link
 * #dropped}), to a session without its client ({@link #sessionEnded}, {@link #willPublished}) and
 * to nobody ({@link #stopped}) is told on a virtual thread of the observer, one after the other in
 * the order in which it happened, and never before {@link #connected} of the same client has
 * returned; but it may be told after {@link #disconnected}. At most {@code hooks.queue} events
 * wait, about messages of {@code hooks.queue-bytes}: an observer that is too slow misses those that
 * come then, which is counted. One that is removed is not told what waits.
 *
 * <p>Topics are those that the broker routes by: at a listener with a mount point, with that.
 */
public non-sealed interface Observer extends Hook {
  /**
   * A client that has sent a whole CONNECT was not let in, was told so as its version allows, and
   * its connection is closed. {@link #disconnected} comes next.
   *
   * @param login as in CONNECT; the Client Identifier is empty when it has none
   * @param reason as CONNACK says it in MQTT 5.0
   * @param words for people
   */
  default void refused(Login login, ReasonCode reason, String words) {}

  /** A client was taken in; its session is there, and CONNACK is not sent yet. */
  default void connected(ClientInfo client) {}

  /** A session came into being with a client that was taken in; after {@link #connected}. */
  default void sessionCreated(ClientInfo client) {}

  /** A client that was taken in found its session; after {@link #connected}. */
  default void sessionResumed(ClientInfo client) {}

  /** A client that is connected has authenticated again; it is not told yet. */
  default void reauthenticated(Client client) {}

  /**
   * A subscription is stored, also in the place of one with the same filter; SUBACK and retained
   * messages are not sent yet. Not told of what {@link Subscriptions} adds.
   *
   * @param subscription with the level that was granted
   */
  default void subscribed(Client client, Subscription subscription) {}

  /**
   * A subscription is gone; UNSUBACK is not sent yet. Not told of what {@link Subscriptions}
   * removes, nor of what ends with its session.
   */
  default void unsubscribed(Client client, TopicFilter filter) {}

  /**
   * A client's message was retained and given to its receivers, of whom there may be none; it is
   * not acknowledged yet. Not told of one that was not accepted, or that every receiver's queue was
   * too full for.
   */
  default void published(Client client, Message message) {}

  /**
   * A connection is over, and its socket closed. Not told of one that its listener did not take, or
   * whose TLS handshake failed.
   *
   * @param client null when it was never taken in
   * @param reason as DISCONNECT would say it, {@link ReasonCode#SUCCESS} when the client said
   *     goodbye or never said anything; {@link ReasonCode#UNSPECIFIED_ERROR} when the connection
   *     was lost
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
   * @param clientId of the receiver; of the publisher when it was not accepted or not retained;
   *     empty when it was for whoever of a share group has room
   */
  default void dropped(String clientId, Message message, DropReason reason) {}

  /**
   * A session is over. Not told when the broker stops, with which all sessions end that are not
   * stored.
   */
  default void sessionEnded(String clientId, SessionEnd reason) {}

  /** A client's Will was published. */
  default void willPublished(String clientId, Message will) {}

  /**
   * The broker has stopped: all connections are closed. The last that is told. The broker waits a
   * second at most for what its observers still have to be told, then it interrupts them.
   */
  default void stopped() {}
}
