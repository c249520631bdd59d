package io.heddle.auth.http;

import io.heddle.mqtt.TopicName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the server has said last of the filters that one client has subscribed to, in a tree of
 * topic levels: so a message finds those that match it in a few steps, however many there are.
 * Bounded: of too many, the one that was asked about first is forgotten. Safe for use by any
 * thread: looking takes no lock, and the lock for writing is a leaf.
 */
final class Grants {
  /** The better one first: a message goes by the best that is said of a filter that matches it. */
  enum Said {
    /** Yes. */
    ALLOW,
    /** Nothing. */
    IGNORE,
    /** No. */
    DENY
  }

  /**
   * What was said of a filter.
   *
   * @param qos that was asked for
   * @param asked when, in nanoseconds of a clock that never jumps
   * @param again when it is to be asked again
   */
  record Grant(String filter, int qos, Said said, long asked, long again) {}

  private final int most;
  private final Node root = new Node();
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were asked about. Guarded by the lock. */
  private final Map<String, Grant> byFilter = new LinkedHashMap<>();

  /** Filters that the server is being asked about. */
  private final Set<String> asking = ConcurrentHashMap.newKeySet();

  /** What was said before this moment may have become another answer. */
  private volatile long since;

  /** A level of filters, with what is said of the one that ends here. Written under the lock. */
  private static final class Node {
    final Map<String, Node> below = new ConcurrentHashMap<>(2);
    volatile @Nullable Grant grant;
  }

  /**
   * Nothing is said yet.
   *
   * @param most filters at a time, at least 1
   */
  Grants(int most, long now) {
    this.most = most;
    this.since = now;
  }

  /** The client has come again, perhaps from elsewhere. */
  void renew(long now) {
    since = now;
  }

  /** Whether the server should be asked again. */
  boolean isOld(Grant grant, long now) {
    return grant.asked - since < 0 || now - grant.again >= 0;
  }

  /** Begins to ask about a filter; false when somebody else does that. */
  boolean begin(String filter) {
    return asking.add(filter);
  }

  /** It is over. */
  void end(String filter) {
    asking.remove(filter);
  }

  /**
   * The server has answered. A no counts for a filter alone of which it had said something else.
   */
  void say(Grant grant) {
    lock.lock();
    try {
      // Taken out and put in again, it is the last in the order.
      Grant before = byFilter.remove(grant.filter);
      if (grant.said == Said.DENY && before == null) {
        return;
      }
      byFilter.put(grant.filter, grant);
      put(grant.filter, grant);
      if (byFilter.size() > most) {
        String first = byFilter.keySet().iterator().next();
        byFilter.remove(first);
        remove(root, first, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing was said since: somebody may have asked while one thought of asking. */
  boolean isLast(Grant grant) {
    lock.lock();
    try {
      return grant.equals(byFilter.get(grant.filter));
    } finally {
      lock.unlock();
    }
  }

  /** How many filters are remembered at this moment. */
  int size() {
    lock.lock();
    try {
      return byFilter.size();
    } finally {
      lock.unlock();
    }
  }

  private void put(String filter, Grant grant) {
    Node node = root;
    for (int from = 0; from <= filter.length(); ) {
      int end = levelEnd(filter, from);
      node = node.below.computeIfAbsent(filter.substring(from, end), level -> new Node());
      from = end + 1;
    }
    node.grant = grant;
  }

  /** Answers whether the node is of no use any more. */
  private static boolean remove(Node node, String filter, int from) {
    if (from > filter.length()) {
      node.grant = null;
    } else {
      int end = levelEnd(filter, from);
      String level = filter.substring(from, end);
      Node next = node.below.get(level);
      if (next != null && remove(next, filter, end + 1)) {
        node.below.remove(level);
      }
    }
    return node.grant == null && node.below.isEmpty();
  }

  /** The best that is said of a filter that matches a topic; null when there is none. */
  @Nullable Grant find(TopicName topic) {
    // What begins with $ is matched by no wildcard there [MQTT-4.7.2-1].
    return topic.isReserved() ? named(root, topic.value(), 0) : find(root, topic.value(), 0);
  }

  private static @Nullable Grant find(Node node, String topic, int from) {
    Node all = node.below.get("#");
    @Nullable Grant best = all == null ? null : all.grant;
    if (from > topic.length()) {
      return better(best, node.grant);
    }
    Node any = node.below.get("+");
    if (any != null) {
      best = better(best, find(any, topic, levelEnd(topic, from) + 1));
    }
    return better(best, named(node, topic, from));
  }

  /** By the filters that have the name of the level. */
  private static @Nullable Grant named(Node node, String topic, int from) {
    int end = levelEnd(topic, from);
    Node next = node.below.get(topic.substring(from, end));
    return next == null ? null : find(next, topic, end + 1);
  }

  private static @Nullable Grant better(@Nullable Grant one, @Nullable Grant other) {
    return one == null || other != null && other.said.compareTo(one.said) < 0 ? other : one;
  }

  private static int levelEnd(String text, int from) {
    int slash = text.indexOf('/', from);
    return slash < 0 ? text.length() : slash;
  }
}
