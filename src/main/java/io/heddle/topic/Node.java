package io.heddle.topic;

import io.heddle.mqtt.Subscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of a filter: who subscribes up to here, and the levels that follow.
 *
 * <p>{@code #} has no node: whoever subscribes to it is kept by the parent, which it matches too.
 * {@code +} is a child apart, for it matches besides the one that is named like the topic.
 *
 * <p>Guards: the four volatile fields are written under the stripe's lock and read by anybody.
 */
final class Node<S> implements Children<S> {
  private final String level;
  private final int hash;
  private volatile @Nullable Children<S> children;
  private volatile @Nullable Node<S> plus;
  private volatile @Nullable Receivers<S> receivers;
  private volatile @Nullable Receivers<S> below;

  Node(String level, int hash) {
    this.level = level;
    this.hash = hash;
  }

  int hash() {
    return hash;
  }

  boolean isNamed(int otherHash, String text, int start, int end) {
    return hash == otherHash && level.length() == end - start && text.startsWith(level, start);
  }

  /** The named children. */
  @Nullable Children<S> children() {
    return children;
  }

  /** The child for {@code +}. */
  @Nullable Node<S> plus() {
    return plus;
  }

  /** Those whose filter ends here. */
  @Nullable Receivers<S> receivers() {
    return receivers;
  }

  /** Those whose filter ends here with {@code #}. */
  @Nullable Receivers<S> below() {
    return below;
  }

  /** Adds a named child. Under the stripe's lock, like all that follow. */
  Node<S> add(Node<S> child) {
    children = Children.with(children, child);
    return child;
  }

  /** The child for {@code +}, made if it is missing. */
  Node<S> plusOrNew() {
    Node<S> child = plus;
    if (child == null) {
      child = new Node<>("+", 0);
      plus = child;
    }
    return child;
  }

  /** Adds or replaces an entry, below (for {@code #}) or here; the subscription it replaces. */
  @Nullable Subscription put(boolean isBelow, Match<S> match) {
    Receivers<S> present = isBelow ? below : receivers;
    Match<S> previous = Receivers.find(present, match.subscriber());
    set(isBelow, Receivers.with(present, match));
    return previous == null ? null : previous.subscription();
  }

  /** Removes an entry; the subscription it was. */
  @Nullable Subscription take(boolean isBelow, S subscriber) {
    Receivers<S> present = isBelow ? below : receivers;
    Match<S> previous = Receivers.find(present, subscriber);
    if (present == null || previous == null) {
      return null;
    }
    set(isBelow, Receivers.without(present, subscriber));
    return previous.subscription();
  }

  private void set(boolean isBelow, @Nullable Receivers<S> value) {
    if (isBelow) {
      below = value;
    } else {
      receivers = value;
    }
  }

  void detach(Node<S> child) {
    if (plus == child) {
      plus = null;
    } else {
      children = Children.without(children, child);
    }
  }

  /** Whether nobody subscribes here and exactly one child follows. */
  boolean isMereStep() {
    return !hasReceivers() && branches() == 1;
  }

  /** Whether nobody subscribes here and nothing follows. */
  boolean isEmpty() {
    return !hasReceivers() && branches() == 0;
  }

  private boolean hasReceivers() {
    return receivers != null || below != null;
  }

  private int branches() {
    return Children.count(children) + (plus == null ? 0 : 1);
  }

  /** Every child, named or not. Without a lock. */
  void forEachChild(Consumer<Node<S>> action) {
    Node<S> unnamed = plus;
    if (unnamed != null) {
      action.accept(unnamed);
    }
    Children.forEach(children, action);
  }
}
