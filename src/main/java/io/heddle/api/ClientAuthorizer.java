package io.heddle.api;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.Collection;

/**
 * Decides what one client may do: what of an {@link Authorizer} concerns this client. It is kept
 * for as long as the client's session, and asked often; rules that change meanwhile change inside
 * it. Safe for use by many threads at a time.
 */
public interface ClientAuthorizer {
  /**
   * Decides about an action. Called on the client's own thread, or by whoever asks {@link
   * Clients#access}, holding no lock; it may block and then delays only this thread. An exception
   * denies.
   */
  Access decide(Action action);

  /**
   * What {@link #decide} would answer about an action that is only talked about ({@link
   * Explanations}). Called as that is; whoever remembers what he has allowed must not do so here.
   */
  default Access foresee(Action action) {
    return decide(action);
  }

  /**
   * Whether a message may be sent to the client, which has subscribed to it. Called for every
   * delivery, by the thread that publishes, and also with locks of the broker held: it must answer
   * from memory, wait for nobody, and call nothing of the broker. An exception denies.
   */
  default Access mayReceive(TopicName topic) {
    return Access.NO_OPINION;
  }

  /**
   * The client was taken in, and its session has these subscriptions: none when it is new. Called
   * once, on the client's own thread, before it is sent anything of its session; it may block and
   * then delays only this thread. An exception counts as a fault, and nothing else.
   */
  default void arrived(Collection<Subscription> subscriptions) {}

  /**
   * The client has unsubscribed; it has no other subscription to the topics of this filter, shared
   * or not. Called on the client's own thread; it must not block. What a program takes away from
   * the client is not told. An exception counts as a fault, and nothing else.
   */
  default void unsubscribed(TopicFilter filter) {}

  /**
   * The same about the client as it was taken in, whose Client Identifier may be another than it
   * had when it proved who it is: a {@link ConnectInterceptor} can assign one. Called before the
   * first decision, on the client's own thread, only for rights that come with a proof (see {@link
   * Authentication.Accepted}). An exception denies.
   *
   * @return what is asked in its place; this one where it does not matter what the client is called
   */
  default ClientAuthorizer of(Client client) {
    return this;
  }
}
