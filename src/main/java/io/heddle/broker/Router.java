package io.heddle.broker;

import io.heddle.broker.Tracing.Event;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.Outcome;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.session.Terms;
import io.heddle.topic.Match;
import io.heddle.topic.Matches;
import io.heddle.topic.SubscriptionTrie;
import org.jspecify.annotations.Nullable;

/**
 * Brings a message to everybody who subscribes to its topic. Safe for use by any thread, each with
 * a {@link Publisher} of its own.
 */
public final class Router {
  private final SubscriptionTrie<Subscriber> trie;
  private final RetainedStore retained;
  private final boolean mergeOverlaps;
  private final Tracing tracing;

  Router(
      SubscriptionTrie<Subscriber> trie,
      RetainedStore retained,
      boolean mergeOverlaps,
      Tracing tracing) {
    this.tracing = tracing;
    this.trie = trie;
    this.retained = retained;
    this.mergeOverlaps = mergeOverlaps;
  }

  /** What became of a message. */
  public enum Routed {
    /**
     * At least one receiver has it or has it queued, or it was dropped for a reason of that
     * receiver alone.
     */
    DELIVERED,
    /** Nobody subscribes to its topic. */
    NO_SUBSCRIBERS,
    /** Every receiver's queue was full: nobody has it. */
    QUOTA_EXCEEDED,
    /** It is of QoS 1 or 2, and there is no room to keep it: nobody has it. */
    STORE_FULL
  }

  /**
   * A publisher for one thread; messages of a session are not sent to its own No Local
   * subscriptions.
   */
  public Publisher publisher(@Nullable Session own, Shuttle shuttle) {
    return new Publisher(this, own, shuttle, mergeOverlaps);
  }

  long version() {
    return trie.version();
  }

  /** Whether a message that may have to be kept is to be refused before anybody has it. */
  boolean refuses(Message message) {
    return message.qos() != Qos.AT_MOST_ONCE && retained.isStoreFull();
  }

  /** Notes that a message was refused. */
  Routed refused(Message message) {
    retained.refused(message);
    return Routed.STORE_FULL;
  }

  /**
   * Keeps the message if it is to be retained; before the match, so that a new subscriber misses
   * neither copy.
   */
  void retain(Message message, Shuttle shuttle) {
    if (message.retain()) {
      retained.keep(message, shuttle);
    }
  }

  void match(Message message, @Nullable Session from, Matches<Subscriber> into) {
    trie.match(message.topic(), from, into);
  }

  /**
   * Waits for room at everybody whose queue is full, where the policy is that publishers wait;
   * nobody has the message yet.
   */
  void awaitRoom(Message message, Matches<Subscriber> matches, Shuttle shuttle) {
    for (int i = 0; i < matches.size(); i++) {
      Match<Subscriber> match = matches.get(i);
      Subscriber receiver = match.subscriber();
      Terms terms = terms(message, match);
      long left = Long.MAX_VALUE;
      while (left > 0 && receiver.wouldWait(message, terms, shuttle)) {
        left = shuttle.waitFor(receiver, message, left);
      }
      if (left == 0) {
        shuttle.despairOf(receiver);
      }
    }
  }

  Routed deliver(Message message, Matches<Subscriber> matches, Shuttle shuttle) {
    int count = matches.size();
    boolean traced = tracing.isOn();
    if (count == 0) {
      if (traced) {
        tracing.tell(Event.ROUTED, "", null, message, () -> "nobody subscribes to its topic");
      }
      return Routed.NO_SUBSCRIBERS;
    }
    shuttle.brought(count);
    int full = 0;
    for (int i = 0; i < count; i++) {
      Outcome outcome = deliver(message, matches.get(i), shuttle);
      if (outcome == Outcome.FULL) {
        full++;
      }
      if (traced) {
        trace(message, matches.get(i), outcome);
      }
      shuttle.step();
    }
    return full == count ? Routed.QUOTA_EXCEEDED : Routed.DELIVERED;
  }

  private void trace(Message message, Match<Subscriber> match, Outcome outcome) {
    String receiver = match.subscriber() instanceof Session session ? session.clientId() : "";
    String whose = receiver.isEmpty() ? "a share group: " : "";
    tracing.tell(
        Event.ROUTED,
        receiver,
        null,
        message,
        () -> whose + words(outcome) + ", QoS " + qos(message, match).ordinal());
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case SENT -> "sent at once";
      case QUEUED -> "queued";
      case DROPPED -> "dropped";
      case FULL, WAIT -> "its queue is full";
    };
  }

  private static Qos qos(Message message, Match<Subscriber> match) {
    return message.qos().min(match.qos());
  }

  private static Outcome deliver(Message message, Match<Subscriber> match, Shuttle shuttle) {
    Subscriber receiver = match.subscriber();
    Terms terms = terms(message, match);
    Outcome outcome = receiver.deliver(message, terms, shuttle);
    if (outcome != Outcome.WAIT) {
      return outcome;
    }
    long left = Long.MAX_VALUE;
    while (outcome == Outcome.WAIT) {
      left = shuttle.waitFor(receiver, message, left);
      outcome = receiver.deliver(message, terms, shuttle);
    }
    shuttle.calm();
    return outcome;
  }

  private static Terms terms(Message message, Match<Subscriber> match) {
    boolean retain = message.retain() && match.retainAsPublished();
    return Terms.of(qos(message, match), retain, match.subscriptionIdentifiers());
  }
}
