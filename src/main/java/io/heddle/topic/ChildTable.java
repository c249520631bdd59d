package io.heddle.topic;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two and more children of a node, found by name: an open-addressed hash table that is read without
 * a lock while it is written.
 *
 * <p>A child never moves within a table: it goes into the first free slot after its hash and stays
 * there until it is removed, and then a tombstone takes its slot, so that a probe under way does
 * not end early. When children and tombstones fill two thirds, or the children have become few,
 * those that remain go into a new table that takes this one's place in the parent; whoever still
 * probes the old one sees what was true when the match began. Each copy is paid for by the changes
 * before it.
 *
 * <p>Guards: {@code slots} elements are written under the stripe's lock and read by anybody
 * (volatile); {@code count} and {@code used} are touched under the stripe's lock only.
 */
final class ChildTable<S> implements Children<S> {
  private static final int SMALLEST = 4;

  /** Where a child was. It is named as no child can be. */
  private static final Node<?> TOMBSTONE = new Node<>("+", 0);

  private final AtomicReferenceArray<@Nullable Node<S>> slots;
  private int count;

  /** Slots taken by children and tombstones. */
  private int used;

  private ChildTable(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  static <S> ChildTable<S> of(Node<S> one, Node<S> other) {
    ChildTable<S> table = new ChildTable<>(SMALLEST);
    table.insert(one);
    table.insert(other);
    return table;
  }

  @Nullable Node<S> find(int hash, String text, int start, int end) {
    int mask = slots.length() - 1;
    for (int at = hash & mask; ; at = (at + 1) & mask) {
      Node<S> child = slots.get(at);
      if (child == null || child.isNamed(hash, text, start, end)) {
        return child;
      }
    }
  }

  ChildTable<S> with(Node<S> child) {
    ChildTable<S> roomy = (used + 1) * 3 <= slots.length() * 2 ? this : copy(count + 1);
    roomy.insert(child);
    return roomy;
  }

  Children<S> without(Node<S> child) {
    int mask = slots.length() - 1;
    int at = child.hash() & mask;
    while (slots.get(at) != child) {
      at = (at + 1) & mask;
    }
    slots.set(at, tombstone());
    count--;
    if (count == 1) {
      return last();
    }
    return slots.length() > SMALLEST && count < slots.length() / 8 ? copy(count) : this;
  }

  int count() {
    return count;
  }

  void forEach(Consumer<Node<S>> action) {
    for (int i = 0; i < slots.length(); i++) {
      Node<S> child = slots.get(i);
      if (child != null && child != TOMBSTONE) {
        action.accept(child);
      }
    }
  }

  private void insert(Node<S> child) {
    int mask = slots.length() - 1;
    int at = child.hash() & mask;
    while (slots.get(at) != null) {
      at = (at + 1) & mask;
    }
    slots.set(at, child);
    count++;
    used++;
  }

  private ChildTable<S> copy(int expected) {
    ChildTable<S> copy =
        new ChildTable<>(Math.max(SMALLEST, Integer.highestOneBit(expected * 2 - 1) * 2));
    forEach(copy::insert);
    return copy;
  }

  private Node<S> last() {
    for (int i = 0; i < slots.length(); i++) {
      Node<S> child = slots.get(i);
      if (child != null && child != TOMBSTONE) {
        return child;
      }
    }
    throw new IllegalStateException("a table of no children");
  }

  @SuppressWarnings("unchecked") // it has neither children nor receivers of any type
  private static <S> Node<S> tombstone() {
    return (Node<S>) TOMBSTONE;
  }
}
