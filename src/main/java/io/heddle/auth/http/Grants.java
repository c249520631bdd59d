package io.heddle.auth.http;

import io.heddle.mqtt.TopicName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the server has said last of the filters that one client is subscribed to, in a tree of topic
 * levels: so a message finds those that match it in a few steps, however many there are. Bounded:
 * of too many, the one that was asked about first is forgotten. Safe for use by any thread: looking
 * takes no lock, and the lock for writing is a leaf.
 */
final class Grants {
  /** What the server says. */
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
   * @param again from when on it is to be asked again, in nanoseconds of a clock that never jumps
   * @param old from when on it holds only while it is being asked again
   * @param answered whether the server has answered the last time that it was asked
   */
  record Grant(String filter, int qos, Said said, long again, long old, boolean answered) {
    /** Whether the server should be asked again. */
    boolean isDue(long now) {
      return now - again >= 0;
    }

    /** Whether it counts. What is old, and was asked about in vain, does not. */
    boolean holds(long now) {
      return answered || now - old < 0;
    }

    /** The same, of which the server was asked in vain. */
    Grant unanswered(long nextTime) {
      return new Grant(filter, qos, said, nextTime, old, false);
    }

    /** The lower, the more it counts. In doubt about a yes nothing else opens what it closes. */
    private int rank(long now) {
      return said == Said.DENY ? 3 : !holds(now) ? 1 : said == Said.ALLOW ? 0 : 2;
    }
  }

  private final int most;
  private final Node root = new Node();
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order in which they were asked about. Guarded by the lock. */
  private final Map<String, Grant> byFilter = new LinkedHashMap<>();

  /** Filters that the server is being asked about. */
  private final Set<String> asking = ConcurrentHashMap.newKeySet();

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
  Grants(int most) {
    this.most = most;
  }

  /** Begins to ask about a filter; false when somebody else does that. */
  boolean begin(String filter) {
    return asking.add(filter);
  }

  /** It is over. */
  void end(String filter) {
    asking.remove(filter);
  }

  /** Says something else than before, unless something else was said, or it was forgotten. */
  void renew(@Nullable Grant known, Grant grant) {
    lock.lock();
    try {
      if (Objects.equals(byFilter.get(grant.filter), known)) {
        say(grant);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The server has answered, or not. A no counts for a filter alone of which it had said something
   * else.
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

  /** The client is subscribed to it no more. */
  void forget(String filter) {
    lock.lock();
    try {
      if (byFilter.remove(filter) != null) {
        remove(root, filter, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The client is subscribed to these alone. */
  void retain(Set<String> filters) {
    lock.lock();
    try {
      List.copyOf(byFilter.keySet()).stream()
          .filter(each -> !filters.contains(each))
          .forEach(this::forget);
    } finally {
      lock.unlock();
    }
  }

  /** What was said last of a filter; null when that is nothing. */
  @Nullable Grant of(String filter) {
    lock.lock();
    try {
      return byFilter.get(filter);
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

  /** What counts most of all that is said of filters that match a topic; null for nothing. */
  @Nullable Grant find(TopicName topic, long now) {
    Search search = new Search(topic.value(), now);
    // What begins with $ is matched by no wildcard there [MQTT-4.7.2-1].
    return topic.isReserved() ? search.named(root, 0) : search.find(root, 0);
  }

  /** The way of one topic through the levels. */
  private record Search(String topic, long now) {
    private @Nullable Grant find(Node node, int from) {
      Node all = node.below.get("#");
      @Nullable Grant best = all == null ? null : all.grant;
      if (from > topic.length()) {
        return better(best, node.grant);
      }
      Node any = node.below.get("+");
      if (any != null) {
        best = better(best, find(any, levelEnd(topic, from) + 1));
      }
      return better(best, named(node, from));
    }

    /** By the filters that have the name of the level. */
    private @Nullable Grant named(Node node, int from) {
      int end = levelEnd(topic, from);
      Node next = node.below.get(topic.substring(from, end));
      return next == null ? null : find(next, end + 1);
    }

    private @Nullable Grant better(@Nullable Grant one, @Nullable Grant other) {
      return one == null || other != null && other.rank(now) < one.rank(now) ? other : one;
    }
  }

  private static int levelEnd(String text, int from) {
    int slash = text.indexOf('/', from);
    return slash < 0 ? text.length() : slash;
  }
}
