package io.heddle.broker;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Archive;
import io.heddle.session.Kept;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.topic.SubscriptionTrie;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The share groups by share name and filter. A group comes with its first member and goes with its
 * last. One lock guards all fields, so that nobody joins a group that is going; it comes before the
 * groups' own locks and no session's lock may be held.
 */
final class ShareGroups {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TopicFilter, ShareGroup> groups = new HashMap<>();

  /** Those that have, or had, a member that outlives the process. */
  private final Set<ShareGroup> lasting = new HashSet<>();

  private final SubscriptionTrie<Subscriber> trie;
  private final Supplier<ShareGroup> fresh;

  ShareGroups(SubscriptionTrie<Subscriber> trie, Supplier<ShareGroup> fresh) {
    this.trie = trie;
    this.fresh = fresh;
  }

  /**
   * Makes the session a member, or no member, as its subscriptions say at this moment. So those who
   * subscribe, unsubscribe, take over and end at the same time may come here in any order: the last
   * one finds the truth.
   */
  void settle(Session session, TopicFilter filter) {
    lock.lock();
    try {
      Subscription subscription = session.subscription(filter);
      if (subscription == null) {
        leave(session, filter);
      } else {
        join(session, subscription);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The group itself subscribes at the highest level; each message is lowered for the member that
   * gets it.
   */
  private void join(Session session, Subscription subscription) {
    TopicFilter filter = subscription.filter();
    ShareGroup known = groups.get(filter);
    ShareGroup group = known == null ? fresh.get() : known;
    if (known == null) {
      group.begin(filter);
    }
    keep(group, session);
    group.join(session, subscription);
    session.member(group, true);
    if (known == null) {
      add(group, filter);
    }
  }

  /**
   * With a member that outlives the process the group does, too. Then it is written down what each
   * of them has, so that after a crash another one gets what those had that are gone.
   */
  private void keep(ShareGroup group, Session joined) {
    if (lasting.contains(group)) {
      Archive.keep(joined);
    } else if (Archive.lasts(joined)) {
      lasting.add(group);
      group.sessions().forEach(Archive::keep);
    }
  }

  private void add(ShareGroup group, TopicFilter filter) {
    groups.put(filter, group);
    trie.add(
        group,
        new Subscription(
            filter.unshared(), Qos.EXACTLY_ONCE, false, true, RetainHandling.DO_NOT_SEND, 0));
  }

  /** A group that an earlier process kept, for members that come back. */
  ShareGroup restore(Kept.OfGroup kept) {
    lock.lock();
    try {
      ShareGroup group = fresh.get();
      group.restore(kept);
      add(group, kept.filter());
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Groups to which nobody came back end. */
  void endEmpty() {
    lock.lock();
    try {
      groups.entrySet().removeIf(group -> end(group.getKey(), group.getValue()));
    } finally {
      lock.unlock();
    }
  }

  private boolean end(TopicFilter filter, ShareGroup group) {
    boolean empty = group.endIfEmpty();
    if (empty) {
      trie.remove(group, filter.unshared());
    }
    return empty;
  }

  /** Says again all that is so: what was written before is then no longer needed. */
  void stateAgain() {
    allByFilter().forEach((filter, group) -> group.stateAgain(filter));
  }

  /** Drops the messages with these numbers, which the store has lost. */
  void giveUp(Set<Long> lost) {
    all().forEach(group -> group.giveUp(lost));
  }

  private Map<TopicFilter, ShareGroup> allByFilter() {
    lock.lock();
    try {
      return new HashMap<>(groups);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Session session, TopicFilter filter) {
    ShareGroup group = groups.get(filter);
    if (group == null) {
      return;
    }
    session.member(group, false);
    if (group.leave(session)) {
      groups.remove(filter);
      lasting.remove(group);
      trie.remove(group, filter.unshared());
    }
  }

  /** What members may get may have changed: what waits is offered to them anew. May take long. */
  void askAnew(Shuttle shuttle) {
    for (ShareGroup group : all()) {
      group.askAnew(shuttle);
      shuttle.flush();
    }
  }

  /** What there is of each at this moment, by its filter. */
  Map<TopicFilter, GroupReport> reports() {
    Map<TopicFilter, GroupReport> reports = new HashMap<>();
    allByFilter().forEach((filter, group) -> reports.put(filter, group.report()));
    return reports;
  }

  private List<ShareGroup> all() {
    lock.lock();
    try {
      return List.copyOf(groups.values());
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
