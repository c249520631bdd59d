package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change or a match costs where a node is huge, told by the bytes it allocates. */
class SubscriptionTrieScaleTest {
  private static final int MANY = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SubscriptionTrie<Object> trie = new SubscriptionTrie<>(5);
  private final Matches<Object> matches = new Matches<>(true);

  private long allocated(Runnable task) {
    long before = threads.getCurrentThreadAllocatedBytes();
    task.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** One of them is about to fill a power of two, where a wrong rule would copy at every change. */
  @ParameterizedTest
  @ValueSource(ints = {65_536, 65_537, 100_000})
  void oneAmongManySubscribersOfATopicCostsWhatOneAmongTenDoes(int many) {
    List<Object> subscribers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      subscribers.add(new Object());
    }
    Subscription all = Names.subscription("all");
    TopicFilter filter = all.filter();
    long adding = allocated(() -> subscribers.forEach(s -> trie.add(s, all)));
    assertTrue(adding < many * 150L, "bytes for adding: " + adding);
    trie.match(TopicName.of("all"), null, matches);
    assertEquals(many, matches.size());
    long churning =
        allocated(() -> {
          for (Object subscriber : subscribers) {
            trie.remove(subscriber, filter);
            trie.add(subscriber, all);
          }
        });
    assertTrue(churning < many * 200L, "bytes for coming and going: " + churning);
    trie.match(TopicName.of("all"), null, matches);
    assertEquals(many, matches.size());
    long removing = allocated(() -> subscribers.forEach(s -> trie.remove(s, filter)));
    assertTrue(removing < many * 50L, "bytes for removing: " + removing);
    SubscriptionTrieModelTest.assertEmpty(trie);
  }

  @Test
  void oneAmongAHundredThousandChildrenCostsWhatOneAmongTenDoes() {
    Object subscriber = new Object();
    List<Subscription> subscriptions = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      subscriptions.add(Names.subscription("site/" + i + "/value"));
    }
    long adding = allocated(() -> subscriptions.forEach(s -> trie.add(subscriber, s)));
    assertTrue(adding < MANY * 300L, "bytes for adding: " + adding);
    long churning =
        allocated(() -> {
          for (Subscription subscription : subscriptions) {
            trie.remove(subscriber, subscription.filter());
            trie.add(subscriber, subscription);
          }
        });
    assertTrue(churning < MANY * 300L, "bytes for coming and going: " + churning);
    for (int i = 0; i < MANY; i++) {
      trie.match(TopicName.of("site/" + i + "/value"), null, matches);
      assertEquals(1, matches.size());
    }
    subscriptions.forEach(s -> trie.remove(subscriber, s.filter()));
    SubscriptionTrieModelTest.assertEmpty(trie);
  }

  @Test
  void aMatchAllocatesNothing() {
    for (int i = 0; i < 1_000; i++) {
      trie.add(new Object(), Names.subscription("a/" + i % 10 + "/#"));
      trie.add(new Object(), Names.subscription("a/+/c"));
    }
    TopicName topic = TopicName.of("a/3/c");
    trie.match(topic, null, matches);
    assertEquals(1_100, matches.size());
    long bytes =
        allocated(() -> {
          for (int i = 0; i < 1_000; i++) {
            trie.match(topic, null, matches);
          }
        });
    assertTrue(bytes < 10_000, "bytes for 1000 matches: " + bytes);
  }

  @Test
  void namesOfLevelsThatCollideAsStringsDoNotCollideHere() {
    Object subscriber = new Object();
    List<String> same = List.of("");
    for (int i = 0; i < 14; i++) {
      List<String> longer = new ArrayList<>();
      same.forEach(s -> longer.addAll(List.of(s + "Aa", s + "BB")));
      same = longer;
    }
    assertEquals(1, same.stream().map(String::hashCode).distinct().count());
    long distinct = same.stream().map(s -> Levels.hash(5, s, 0, s.length())).distinct().count();
    assertTrue(distinct > same.size() - 10, "distinct hashes: " + distinct);
    same.forEach(name -> trie.add(subscriber, Names.subscription(name)));
    assertEquals(same.size(), trie.size());
  }
}
