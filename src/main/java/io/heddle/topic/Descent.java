package io.heddle.topic;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One match on its way down the trie: the levels of the topic, each found and hashed once and only
 * when the descent gets there, and the branches still to be followed.
 *
 * <p>A stack of its own rather than recursion: the depth of filters is chosen by clients. Part of a
 * {@link Matches}; belongs to one thread.
 */
final class Descent<S> {
  private static final int[] NONE = {};

  private String topic = "";
  private long seed;

  /** For each level known so far, where it ends and its hash. */
  private int[] ends = NONE;

  private int[] hashes = NONE;
  private int known;

  private @Nullable Node<S>[] waiting = array(0);
  private int[] depths = NONE;
  private int pending;

  /** Starts with another topic. */
  void begin(String name, long hashSeed) {
    topic = name;
    seed = hashSeed;
    known = 0;
    pending = 0;
  }

  /** The hash of the first level. */
  int firstHash() {
    know(0);
    return hashes[0];
  }

  /** Collects who matches from a root down. */
  void run(Node<S> root, @Nullable S publisher, Matches<S> into) {
    follow(root, 0, publisher, into);
    while (pending > 0) {
      Node<S> node = Objects.requireNonNull(waiting[--pending]);
      waiting[pending] = null;
      follow(node, depths[pending], publisher, into);
    }
  }

  private void follow(Node<S> start, int startDepth, @Nullable S publisher, Matches<S> into) {
    Node<S> node = start;
    for (int depth = startDepth; node != null; depth++) {
      Receivers.collect(node.below(), publisher, into);
      if (depth > 0 && ends[depth - 1] == topic.length()) {
        Receivers.collect(node.receivers(), publisher, into);
        return;
      }
      know(depth);
      Node<S> plus = node.plus();
      Node<S> named = named(node, depth);
      if (named != null && plus != null) {
        push(plus, depth + 1);
      }
      node = named == null ? plus : named;
    }
  }

  private @Nullable Node<S> named(Node<S> node, int depth) {
    Children<S> children = node.children();
    if (children == null) {
      return null;
    }
    int start = depth == 0 ? 0 : ends[depth - 1] + 1;
    return Children.find(children, hashes[depth], topic, start, ends[depth]);
  }

  /** Finds the level at this depth, all above it being known. */
  private void know(int depth) {
    if (depth < known) {
      return;
    }
    if (depth == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(8, depth * 2));
      hashes = Arrays.copyOf(hashes, ends.length);
    }
    int start = depth == 0 ? 0 : ends[depth - 1] + 1;
    int end = Levels.end(topic, start);
    ends[depth] = end;
    hashes[depth] = Levels.hash(seed, topic, start, end);
    known = depth + 1;
  }

  private void push(Node<S> node, int depth) {
    if (pending == waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(4, pending * 2));
      depths = Arrays.copyOf(depths, waiting.length);
    }
    waiting[pending] = node;
    depths[pending++] = depth;
  }

  @SuppressWarnings("unchecked") // an array of nodes of no particular subscriber holds nothing else
  private static <S> @Nullable Node<S>[] array(int length) {
    return (Node<S>[]) new Node<?>[length];
  }
}
