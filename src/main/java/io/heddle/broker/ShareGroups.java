package io.heddle.broker;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Delivery;
import io.heddle.session.Session;
import io.heddle.session.Subscriber;
import io.heddle.topic.SubscriptionTrie;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The share groups by share name and filter. A group comes with its first member and goes with its
 * last. One lock guards the map, so that nobody joins a group that is going; it comes before the
 * groups' own locks and no session's lock may be held.
 */
final class ShareGroups {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TopicFilter, ShareGroup> groups = new HashMap<>();
  private final SubscriptionTrie<Subscriber> trie;
  private final Supplier<ShareGroup> fresh;

  ShareGroups(SubscriptionTrie<Subscriber> trie, Supplier<ShareGroup> fresh) {
    this.trie = trie;
    this.fresh = fresh;
  }

  /**
   * The group itself subscribes at the highest level; each message is lowered for the member that
   * gets it.
   */
  Delivery.Origin join(Session session, Subscription subscription) {
    lock.lock();
    try {
      ShareGroup known = groups.get(subscription.filter());
      ShareGroup group = known == null ? fresh.get() : known;
      group.join(session, subscription);
      if (known == null) {
        groups.put(subscription.filter(), group);
        TopicFilter pattern = subscription.filter().unshared();
        trie.add(
            group,
            new Subscription(
                pattern, Qos.EXACTLY_ONCE, false, true, RetainHandling.DO_NOT_SEND, 0));
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** The session no longer takes part; answers the group it was in, or null. */
  Delivery.@Nullable Origin leave(Session session, TopicFilter filter) {
    lock.lock();
    try {
      ShareGroup group = groups.get(filter);
      if (group != null && group.leave(session)) {
        groups.remove(filter);
        trie.remove(group, filter.unshared());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return groups.size();
    } finally {
      lock.unlock();
    }
  }
}
