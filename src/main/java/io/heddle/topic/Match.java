package io.heddle.topic;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import java.util.Arrays;

/**
 * One subscriber that gets a message, and how. Immutable, and never made for a match: the trie
 * keeps one for each subscription and hands out that very object; only a merge of overlapping ones
 * is new.
 */
public final class Match<S> implements Receivers<S> {
  private final S subscriber;
  private final Subscription subscription;
  private final Qos qos;
  private final boolean retainAsPublished;
  private final int[] identifiers;

  private Match(
      S subscriber,
      Subscription subscription,
      Qos qos,
      boolean retainAsPublished,
      int[] identifiers) {
    this.subscriber = subscriber;
    this.subscription = subscription;
    this.qos = qos;
    this.retainAsPublished = retainAsPublished;
    this.identifiers = identifiers;
  }

  static <S> Match<S> of(S subscriber, Subscription subscription) {
    return new Match<>(
        subscriber,
        subscription,
        subscription.qos(),
        subscription.retainAsPublished(),
        subscription.identifiers());
  }

  /** Who gets the message. */
  public S subscriber() {
    return subscriber;
  }

  /** The level that was granted; the highest one of overlapping subscriptions. */
  public Qos qos() {
    return qos;
  }

  /**
   * Whether the retain flag is forwarded as it was published: one overlapping subscription
   * suffices.
   */
  public boolean retainAsPublished() {
    return retainAsPublished;
  }

  /**
   * The identifiers of every subscription in this match, ascending, as often as the client gave
   * them {@code [MQTT-3.3.4-3] [MQTT-3.3.4-4]}. The array is shared: it must not be changed.
   */
  public int[] subscriptionIdentifiers() {
    return identifiers;
  }

  /** The subscription itself; of a merged match, one of those it was merged from. */
  public Subscription subscription() {
    return subscription;
  }

  /** Whether it is this subscriber's: this very object. */
  @SuppressWarnings("ReferenceEquality") // subscribers may be equal and yet two
  boolean isOf(S other) {
    return subscriber == other;
  }

  /**
   * Whether this is the publisher's own subscription and does not want what it publishes {@code
   * [MQTT-3.8.3-3]}.
   */
  boolean excludes(S publisher) {
    return isOf(publisher) && subscription.noLocal();
  }

  /** This match and another one of the same subscriber as one. */
  Match<S> merge(Match<S> other) {
    return new Match<>(
        subscriber,
        subscription,
        qos.max(other.qos),
        retainAsPublished || other.retainAsPublished,
        union(identifiers, other.identifiers));
  }

  private static int[] union(int[] some, int[] more) {
    if (more.length == 0) {
      return some;
    }
    if (some.length == 0) {
      return more;
    }
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    Arrays.sort(all);
    return all;
  }

  @Override
  public String toString() {
    return subscriber
        + " at "
        + qos
        + (retainAsPublished ? " as published" : "")
        + Arrays.toString(identifiers);
  }
}
