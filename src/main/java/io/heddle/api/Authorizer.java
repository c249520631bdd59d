package io.heddle.api;

import io.heddle.mqtt.TopicName;

/** Decides what a client may do. Safe for use by many threads at a time. */
public interface Authorizer {
  /**
   * Decides about an action. Called on the client's own thread, or by whoever asks {@link
   * Clients#access}, holding no lock; it may block and then delays only this thread. An exception
   * denies.
   */
  Access decide(Client client, Action action);

  /**
   * Whether a message may be sent to a client that has subscribed to it. Called for every delivery,
   * as {@link ClientAuthorizer#mayReceive}: it must answer from memory.
   */
  default Access mayReceive(Client client, TopicName topic) {
    return Access.NO_OPINION;
  }

  /**
   * What of this concerns one client; asked for once when the client comes, on its own thread.
   * Whoever has many rules makes those of the client ready here. An exception refuses the client.
   *
   * <p>An authorizer of an extension that starts while clients are connected is asked for it with
   * the next thing that such a client does; until then {@link #mayReceive} answers about what the
   * client is sent.
   */
  default ClientAuthorizer of(Client client) {
    return new ClientAuthorizer() {
      @Override
      public Access decide(Action action) {
        return Authorizer.this.decide(client, action);
      }

      @Override
      public Access mayReceive(TopicName topic) {
        return Authorizer.this.mayReceive(client, topic);
      }
    };
  }
}
