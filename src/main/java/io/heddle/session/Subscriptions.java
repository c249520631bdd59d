package io.heddle.session;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a session by their filters, and the share groups they joined. Guarded by the
 * session's lock.
 */
final class Subscriptions {
  private final Map<TopicFilter, Subscription> byFilter = new HashMap<>(0);
  private final Set<Delivery.Origin> groups = new LinkedHashSet<>(0);
  private final Diary diary;

  Subscriptions(Diary diary) {
    this.diary = diary;
  }

  void put(Subscription subscription) {
    byFilter.put(subscription.filter(), subscription);
    diary.subscribed(subscription);
  }

  @Nullable Subscription remove(TopicFilter filter) {
    Subscription removed = byFilter.remove(filter);
    if (removed != null) {
      diary.unsubscribed(filter);
    }
    return removed;
  }

  /** One that an earlier process had. */
  void restore(Subscription subscription) {
    byFilter.put(subscription.filter(), subscription);
  }

  /** Says again which there are. */
  void stateAgain() {
    byFilter.values().forEach(diary::subscribed);
  }

  @Nullable Subscription get(TopicFilter filter) {
    return byFilter.get(filter);
  }

  boolean has(TopicFilter filter) {
    return byFilter.containsKey(filter);
  }

  int size() {
    return byFilter.size();
  }

  List<Subscription> all() {
    return List.copyOf(byFilter.values());
  }

  Set<Delivery.Origin> groups() {
    return groups;
  }

  List<Subscription> clear() {
    List<Subscription> all = all();
    byFilter.clear();
    groups.clear();
    return all;
  }
}
