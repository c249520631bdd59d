package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier process kept. Immutable.
 *
 * @param lastHeartbeat milliseconds of the epoch, when that process was certainly still there
 */
public record Kept(
    long lastHeartbeat, List<OfSession> sessions, List<OfGroup> groups, List<Retained> retained) {

  /** Nothing. */
  public static final Kept NOTHING = new Kept(0, List.of(), List.of(), List.of());

  /**
   * The same with somebody who looks at the Wills.
   *
   * @param reviews for a Client Identifier and what is known of whoever left the Will
   */
  public Kept reviewed(BiFunction<String, Testator, WillReview> reviews) {
    return new Kept(
        lastHeartbeat,
        sessions.stream().map(each -> each.reviewed(reviews)).toList(),
        groups,
        retained);
  }

  /**
   * A session.
   *
   * @param waiting the messages that wait
   * @param inflight the messages in flight
   * @param received the QoS 2 messages of the client that it has not released, with the answers
   */
  public record OfSession(
      Journal journal,
      Standing standing,
      List<Subscription> subscriptions,
      Spill waiting,
      List<Item> inflight,
      Map<Integer, ReasonCode> received) {

    private OfSession reviewed(BiFunction<String, Testator, WillReview> reviews) {
      Standing looked =
          standing.with(of ->
              new Testament(of.will(), reviews.apply(standing.clientId(), of.review().testator())));
      return new OfSession(journal, looked, subscriptions, waiting, inflight, received);
    }
  }

  /**
   * A share group.
   *
   * @param waiting the messages that wait
   */
  public record OfGroup(Journal journal, TopicFilter filter, Spill waiting) {}

  /**
   * A message in flight.
   *
   * @param sequence by which the journal knows it
   * @param body its number in the store
   * @param packetId its Packet Identifier
   * @param order in which it was sent
   * @param released whether PUBREC has come
   * @param group the number of the share group that it comes from, or 0
   */
  public record Item(
      long sequence,
      long body,
      Message message,
      Terms terms,
      int packetId,
      long order,
      boolean released,
      long group) {

    /** As a session holds it. */
    Delivery delivery(Delivery.@Nullable Origin origin) {
      Delivery delivery = new Delivery(message, terms, origin);
      delivery.sequence = sequence;
      delivery.body = body;
      delivery.written = true;
      delivery.packetId = packetId;
      delivery.order = order;
      delivery.state = released ? Delivery.State.RELEASED : Delivery.State.SENT;
      return delivery;
    }
  }

  /**
   * A retained message; whoever takes it up lets go of it once.
   *
   * @param body its number in the store
   * @param weight see {@link Message#weight}
   * @param expiresAt see {@link Message#expiresAt}
   */
  public record Retained(String topic, long body, int weight, long expiresAt) {}
}
