package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicName;

/**
 * Decides on every message that a client publishes, before it is acknowledged, retained or routed;
 * not on a repeated one of QoS 2, nor on what {@link Services} publish. Messages of one client are
 * shown in the order in which they were sent.
 */
@FunctionalInterface
public non-sealed interface PublishInterceptor extends Hook {
  /**
   * Decides. Of a message that is denied or dropped nothing is retained.
   *
   * @param message to a topic below the mount point
   * @throws Exception which denies
   */
  Verdict<Message> onPublish(Client client, Message message) throws Exception;

  /**
   * Whether it may have something to say about messages to a topic; if not, it is not asked about
   * them. Where no interceptor has, the message goes on with those that came with it. Called for
   * every message, perhaps more than once: it must answer from memory, and at once. An exception
   * means yes.
   *
   * @param topic below the mount point, as the interceptors before this one have left it
   */
  default boolean concerns(Client client, TopicName topic) {
    return true;
  }

  /**
   * Whether it may wait, for a lock, a file or somebody's answer, or compute for longer than some
   * microseconds. Before an interceptor that may, the client's thread sends what it holds back for
   * others, message by message; where none may, messages go on together, which costs a tenth. One
   * that says no and waits delays others. Asked once, when it is registered.
   */
  default boolean waits() {
    return true;
  }
}
