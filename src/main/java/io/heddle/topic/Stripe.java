package io.heddle.topic;

import io.heddle.mqtt.Subscription;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A part of the trie that is written by one thread at a time: some of the first levels, with all
 * below them.
 *
 * <p>Guards: {@code recent} and all structure below {@code root} are written under {@code lock}.
 */
final class Stripe<S> {
  private static final int RECENT = 64;
  private static final int LONGEST_RECENT = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Node<S> root = new Node<>("", 0);
  private final long seed;

  /** Names of levels used lately: a million filters that end in {@code /status} share the word. */
  private final @Nullable String[] recent = new String[RECENT];

  Stripe(long seed) {
    this.seed = seed;
  }

  /** Above the first levels; never pruned. Read by anybody. */
  Node<S> root() {
    return root;
  }

  @Nullable Subscription add(String pattern, Match<S> match) {
    lock.lock();
    try {
      Node<S> node = root;
      boolean below = false;
      for (int start = 0; start <= pattern.length() && !below; ) {
        int end = Levels.end(pattern, start);
        if (Levels.is('#', pattern, start, end)) {
          below = true;
        } else if (Levels.is('+', pattern, start, end)) {
          node = node.plusOrNew();
        } else {
          node = namedOrNew(node, pattern, start, end);
        }
        start = end + 1;
      }
      return node.put(below, match);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes an entry and what led only to it. The way down remembers the last node that must stay,
   * because something else is there or follows from there, and its child on the way: if the end
   * turns out to be empty, that child goes, and with it everything below. Whoever adds holds the
   * same lock, so nothing can be added below in the meantime.
   */
  @Nullable Subscription remove(String pattern, S subscriber) {
    lock.lock();
    try {
      Node<S> node = root;
      Node<S> stays = root;
      Node<S> goes = null;
      boolean below = false;
      for (int start = 0; start <= pattern.length() && !below; ) {
        int end = Levels.end(pattern, start);
        below = Levels.is('#', pattern, start, end);
        if (!below) {
          Node<S> next = next(node, pattern, start, end);
          if (next == null) {
            return null;
          }
          if (goes == null || !node.isMereStep()) {
            stays = node;
            goes = next;
          }
          node = next;
        }
        start = end + 1;
      }
      Subscription previous = node.take(below, subscriber);
      if (previous != null && goes != null && node.isEmpty()) {
        stays.detach(goes);
      }
      return previous;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Node<S> next(Node<S> node, String pattern, int start, int end) {
    if (Levels.is('+', pattern, start, end)) {
      return node.plus();
    }
    int hash = Levels.hash(seed, pattern, start, end);
    return Children.find(node.children(), hash, pattern, start, end);
  }

  private Node<S> namedOrNew(Node<S> node, String pattern, int start, int end) {
    int hash = Levels.hash(seed, pattern, start, end);
    Node<S> child = Children.find(node.children(), hash, pattern, start, end);
    return child != null ? child : node.add(new Node<>(name(pattern, start, end, hash), hash));
  }

  private String name(String pattern, int start, int end, int hash) {
    int slot = hash >>> 26;
    String known = recent[slot];
    if (known != null && known.length() == end - start && pattern.startsWith(known, start)) {
      return known;
    }
    String name = pattern.substring(start, end);
    if (name.length() <= LONGEST_RECENT) {
      recent[slot] = name;
    }
    return name;
  }
}
