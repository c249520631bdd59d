package io.heddle.topic;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions, level by level, for finding who gets a message. Safe for any number of
 * threads.
 *
 * <p>Subscribers are compared by identity; what they are, the trie does not know. A Shared
 * Subscription is entered by its group, under the filter without the share: only {@link
 * TopicFilter#pattern} counts here.
 *
 * <p><b>Writers</b> take the lock of a stripe: filters are dealt to stripes by their first level,
 * and those that begin with a wildcard have a stripe of their own. A stripe's lock is a leaf.
 * Everything below a stripe's root changes only under its lock, which is why pruning needs no
 * protocol: whoever prunes has seen that a node is empty, and nobody can have filled it since.
 *
 * <p><b>Readers</b> take no lock and never wait. A match visits two stripes: the one of the topic's
 * first level, and the wildcards' unless the topic begins with {@code $} {@code [MQTT-4.7.2-1]}.
 * Why what it sees is right:
 *
 * <ul>
 *   <li>Each thing a reader follows is a volatile field or array element, and leads to something
 *       that was complete before it was written there. So a reader sees no half-made node.
 *   <li>A tree, table or array that grows or shrinks is replaced as a whole, and within one nothing
 *       moves (see {@link Crowd} and {@link ChildTable}). So an entry that stays put is met exactly
 *       once, whatever happens around it: neither an insertion nor a removal nor a copy hides it.
 *   <li>A match reads the fields of the way down anew. An {@code add} or {@code remove} that
 *       returned before the match began has written them, so the match sees its effect: a
 *       subscription made before is always found, one removed before never. One that is made or
 *       removed meanwhile may be either.
 *   <li>Nodes that were pruned under a reader's feet stay as they were, empty: it finds nobody
 *       there, which is right, for they had no receivers left.
 * </ul>
 *
 * <p><b>The version</b> is raised after a change is visible. A reader that reads the version, then
 * matches, may keep the matches while the version stands: every change that it could have missed
 * raises the version later than the reader looked.
 *
 * <p><b>Subscriber against publisher.</b> A subscriber enters the trie and then reads what is
 * retained; a publisher stores what is to be retained and then matches. One of the two must see the
 * other, which needs the write of each to come before its read in one order that both agree on:
 * hence the full fence at the end of a change here and in {@link RetainedTree}.
 *
 * <p>Guards: {@code stripes} and {@code wildcards} are final, each guards its content; the counters
 * are atomic.
 */
public final class SubscriptionTrie<S> {
  private static final int STRIPES = 64;

  private final List<Stripe<S>> stripes;
  private final Stripe<S> wildcards;
  private final long seed;
  private final AtomicLong version = new AtomicLong();
  private final LongAdder size = new LongAdder();

  /**
   * An empty trie.
   *
   * @param seed what the hashes depend on: clients must not be able to guess it. Only the order of
   *     {@link #forEach} follows from it
   */
  public SubscriptionTrie(long seed) {
    this.seed = seed;
    this.wildcards = new Stripe<>(seed);
    List<Stripe<S>> all = new ArrayList<>(STRIPES);
    for (int i = 0; i < STRIPES; i++) {
      all.add(new Stripe<>(seed));
    }
    this.stripes = List.copyOf(all);
  }

  /**
   * Enters a subscription, in the place of the one that this subscriber had with the same pattern.
   *
   * @return the one that was replaced, or null
   */
  public @Nullable Subscription add(S subscriber, Subscription subscription) {
    String pattern = subscription.filter().pattern();
    Subscription previous = stripe(pattern).add(pattern, Match.of(subscriber, subscription));
    if (previous == null) {
      size.increment();
    }
    if (!subscription.equals(previous)) {
      changed();
    }
    return previous;
  }

  /**
   * Removes the subscription that a subscriber has with a filter's pattern.
   *
   * @return it, or null when there was none
   */
  public @Nullable Subscription remove(S subscriber, TopicFilter filter) {
    String pattern = filter.pattern();
    Subscription previous = stripe(pattern).remove(pattern, subscriber);
    if (previous != null) {
      size.decrement();
      changed();
    }
    return previous;
  }

  /**
   * Finds every subscriber with a subscription that matches.
   *
   * @param from who publishes, if it can subscribe: its subscriptions with No Local are left out
   * @param into gets the result; what was in it is forgotten
   */
  public void match(TopicName topic, @Nullable S from, Matches<S> into) {
    into.clear();
    Descent<S> descent = into.descent();
    descent.begin(topic.value(), seed);
    descent.run(stripe(descent.firstHash()).root(), from, into);
    if (!topic.isReserved()) {
      descent.run(wildcards.root(), from, into);
    }
  }

  /**
   * A number that is another one after every change, and is raised when the change is already
   * visible: matches stay right while the version is what it was <em>before</em> they were made.
   */
  public long version() {
    return version.get();
  }

  /** The number of subscriptions; while some come and go, one that was true a moment ago. */
  public long size() {
    return size.sum();
  }

  /**
   * Visits every subscription, in no particular order and without a lock: one that comes or goes
   * meanwhile may be visited or not, every other is visited once.
   */
  public void forEach(BiConsumer<? super S, ? super Subscription> action) {
    forEachNode(node -> {
      Receivers.forEach(node.receivers(), m -> action.accept(m.subscriber(), m.subscription()));
      Receivers.forEach(node.below(), m -> action.accept(m.subscriber(), m.subscription()));
    });
  }

  /** Visits every node, the roots of the stripes included. */
  void forEachNode(Consumer<Node<S>> action) {
    ArrayDeque<Node<S>> pending = new ArrayDeque<>();
    pending.push(wildcards.root());
    stripes.forEach(stripe -> pending.push(stripe.root()));
    while (!pending.isEmpty()) {
      Node<S> node = pending.pop();
      action.accept(node);
      node.forEachChild(pending::push);
    }
  }

  private void changed() {
    version.incrementAndGet();
    VarHandle.fullFence();
  }

  private Stripe<S> stripe(String pattern) {
    int end = Levels.end(pattern, 0);
    if (Levels.is('+', pattern, 0, end) || Levels.is('#', pattern, 0, end)) {
      return wildcards;
    }
    return stripe(Levels.hash(seed, pattern, 0, end));
  }

  private Stripe<S> stripe(int hash) {
    return stripes.get(hash >>> 26);
  }
}
