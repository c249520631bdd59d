package io.heddle.api;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client in the program that embeds the broker: no socket, no packets, no copies of payloads. For
 * the broker it is a client like others: it has a Client Identifier, a session and a Will, takes
 * over and is taken over, and what limits other clients limits it. Safe for use by any thread.
 *
 * <p>Messages of a subscription with a callback go to that callback, one after the other in their
 * order, on a virtual thread of this client. All others wait for {@link #receive}. Whoever takes
 * them slowly gets them later and holds up nobody: of QoS 1 and 2 there are at most as many
 * unacknowledged as the Receive Maximum, the rest waits in the session's queue; of QoS 0 those that
 * find {@code limits.outbox-size} full are dropped.
 *
 * <p>Interceptors are asked about it, and {@link Observer}s told what it does, as with other
 * clients: on the thread that calls, which they may block, before the call returns. One that uses a
 * client in the program about which he is asked or told again gets an {@link IllegalStateException}
 * when that is the eighth time within each other.
 *
 * <p>After its end every method but {@link #close}, {@link #isConnected}, {@link #end}, {@link
 * #clientId} and {@link #sessionPresent} throws {@link IllegalStateException}, which says why it
 * ended.
 */
public interface LocalClient extends AutoCloseable {
  /**
   * Why a client is no longer connected.
   *
   * @param reason as DISCONNECT would say it
   * @param words for people
   */
  record End(ReasonCode reason, String words) {}

  /** Its Client Identifier. */
  String clientId();

  /** Whether it found a session with its subscriptions and messages when it came. */
  boolean sessionPresent();

  /**
   * Publishes. When this returns, the message was retained if it asks for that, and every receiver
   * has it on its way or in its queue, or it was dropped for that receiver. Under the policy {@code
   * block} it waits for full queues. Above {@code limits.messages-per-second.client} or {@code
   * limits.bytes-per-second.client} it waits before that; whoever is interrupted meanwhile stays
   * so, and gets {@link ReasonCode#QUOTA_EXCEEDED}: nobody has the message. With {@code
   * data.directory} it waits until a message of QoS 1 or 2, or one that is retained, is safe, and
   * so do {@link #subscribe} and {@link #unsubscribe}, and at QoS 2 {@link Received#acknowledge};
   * an interrupt does not end that. When the store does not write for 30 seconds the client ends,
   * and this throws {@link IllegalStateException}.
   *
   * @param message as it goes to others, the publisher's name excepted, which is this client's
   * @return what PUBACK or PUBREC would say, at QoS 0 too: an error means that nobody has it
   * @throws IllegalArgumentException when it has a property that a message inside the broker does
   *     not have: Topic Alias, Subscription Identifier, or Message Expiry Interval, which is {@link
   *     Message#expiresAt}
   */
  ReasonCode publish(Message message);

  /**
   * Subscribes; the messages wait for {@link #receive}, also those of a filter that had a callback.
   *
   * @return what SUBACK would say: the QoS that was granted, or an error
   */
  ReasonCode subscribe(Subscription subscription);

  /**
   * Subscribes; the messages go to this callback, in the place of the one that the filter had.
   *
   * <p>A message that matches the filters of several callbacks is given to each of them, in the
   * order of the filters' first subscription. It is acknowledged when they have returned, unless
   * the options say that the program does it. One that throws is logged, and refuses the message,
   * which those after it do not get.
   *
   * @return what SUBACK would say: the QoS that was granted, or an error
   */
  ReasonCode subscribe(Subscription subscription, Consumer<Received> callback);

  /**
   * Takes a subscription back, and its callback.
   *
   * @return what UNSUBACK would say
   */
  ReasonCode unsubscribe(TopicFilter filter);

  /**
   * Waits for the next message that goes to no callback. The one that this answered before is
   * acknowledged by that, unless the options say that the program does it: where several threads
   * receive, it should.
   *
   * @param most how long; zero or less only looks
   * @return empty when none came in this time
   * @throws IllegalStateException when the client is no longer connected, or is not before that
   * @throws InterruptedException when the thread is interrupted
   */
  Optional<Received> receive(Duration most) throws InterruptedException;

  /** Whether it is connected. */
  boolean isConnected();

  /** Why it is no longer connected; null while it is. */
  @Nullable End end();

  /**
   * Leaves, as with DISCONNECT: the Will is not published. The session stays for its time, with
   * what is not acknowledged. A callback that runs is not waited for; none begins after that. A
   * second call does nothing.
   */
  @Override
  void close();
}
