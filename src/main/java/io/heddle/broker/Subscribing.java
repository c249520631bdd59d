package io.heddle.broker;

import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Change;
import io.heddle.session.Feed;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.topic.SubscriptionTrie;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds and removes subscriptions, and says why not. Safe for use by any thread. */
public final class Subscribing {
  private final SubscriptionTrie<Subscriber> trie;
  private final ShareGroups groups;
  private final RetainedStore retained;
  private final BrokerOptions options;
  private final Counters counters;

  Subscribing(
      SubscriptionTrie<Subscriber> trie,
      ShareGroups groups,
      RetainedStore retained,
      BrokerOptions options,
      Counters counters) {
    this.counters = counters;
    this.trie = trie;
    this.groups = groups;
    this.retained = retained;
    this.options = options;
  }

  /**
   * What became of a subscription.
   *
   * @param reason the code for SUBACK
   * @param feed the retained messages it brings, to be handed to the session after SUBACK; null for
   *     none
   */
  public record Answer(ReasonCode reason, @Nullable Feed feed) {}

  /** Subscribes the session that is held, within what is on offer to all. */
  public Answer subscribe(Attachment attachment, Subscription requested) {
    return subscribe(attachment, requested, options.offer());
  }

  /** Subscribes the session that is held, within what is on offer to its client. */
  public Answer subscribe(
      Attachment attachment, Subscription requested, BrokerOptions.Offer offer) {
    ReasonCode refusal = refusal(requested, offer);
    if (refusal != null) {
      return new Answer(refusal, null);
    }
    Subscription granted = requested.atMost(offer.maximumQos());
    Change change =
        granted.filter().isShared() ? share(attachment, granted) : add(attachment, granted);
    if (change == Change.ADDED) {
      counters.add(Counters.Count.SUBSCRIPTIONS_ADDED, 1);
    }
    return switch (change) {
      case TOO_MANY -> new Answer(ReasonCode.QUOTA_EXCEEDED, null);
      case STALE -> new Answer(ReasonCode.UNSPECIFIED_ERROR, null);
      case ADDED, REPLACED ->
          new Answer(
              ReasonCode.granted(granted.qos()), feed(attachment.session(), granted, change));
    };
  }

  private @Nullable ReasonCode refusal(Subscription requested, BrokerOptions.Offer offer) {
    TopicFilter filter = requested.filter();
    if (options.denySubscribe().contains(filter.unshared())) {
      return ReasonCode.NOT_AUTHORIZED;
    }
    if (filter.isShared() && !offer.shared()) {
      return ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
    }
    if (filter.hasWildcard() && !offer.wildcards()) {
      return ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED;
    }
    if (requested.identifier() != 0 && !offer.subscriptionIdentifiers()) {
      return ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED;
    }
    return null;
  }

  private Change add(Attachment attachment, Subscription granted) {
    Session session = attachment.session();
    return attachment.subscribe(
        granted, options.subscriptionsPerClient(), () -> trie.add(session, granted));
  }

  /** A session joins a group outside its own lock. */
  private Change share(Attachment attachment, Subscription granted) {
    Change change = attachment.subscribe(granted, options.subscriptionsPerClient(), () -> {});
    if (change == Change.ADDED || change == Change.REPLACED) {
      settle(attachment, granted.filter());
    }
    return change;
  }

  /** The second half of joining and leaving a share group. */
  void settle(Attachment attachment, TopicFilter filter) {
    groups.settle(attachment.session(), filter);
  }

  /**
   * Retained messages come with an ordinary subscription as its Retain Handling says, never with a
   * shared one.
   */
  private @Nullable Feed feed(Session session, Subscription granted, Change change) {
    RetainHandling handling = granted.retainHandling();
    boolean wanted =
        handling == RetainHandling.SEND
            || handling == RetainHandling.SEND_IF_NEW && change == Change.ADDED;
    return wanted && !granted.filter().isShared() ? retained.feed(granted, session) : null;
  }

  /** Removes a subscription of the session that is held. */
  public ReasonCode unsubscribe(Attachment attachment, TopicFilter filter) {
    Session session = attachment.session();
    Subscription removed =
        attachment.unsubscribe(
            filter,
            () -> {
              if (!filter.isShared()) {
                trie.remove(session, filter);
              }
            });
    if (removed == null) {
      return ReasonCode.NO_SUBSCRIPTION_EXISTED;
    }
    if (filter.isShared()) {
      settle(attachment, filter);
    }
    return ReasonCode.SUCCESS;
  }

  /** What a session that an earlier process kept is subscribed to. */
  void restore(Session session, List<Subscription> subscriptions) {
    for (Subscription subscription : subscriptions) {
      if (subscription.filter().isShared()) {
        groups.settle(session, subscription.filter());
      } else {
        trie.add(session, subscription);
      }
    }
  }

  /** Removes what a session that has ended was subscribed to. */
  void remove(Session session, List<Subscription> subscriptions, Shuttle shuttle) {
    for (Subscription subscription : subscriptions) {
      shuttle.step();
      TopicFilter filter = subscription.filter();
      if (filter.isShared()) {
        groups.settle(session, filter);
      } else {
        trie.remove(session, filter);
      }
    }
  }
}
