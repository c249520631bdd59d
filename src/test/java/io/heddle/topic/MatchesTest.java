package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchesTest {
  private final SubscriptionTrie<String> trie = new SubscriptionTrie<>(1);
  private final Matches<String> merged = new Matches<>(true);
  private final Matches<String> apart = new Matches<>(false);

  private void subscribe(String subscriber, String filter, Qos qos, boolean asPublished, int id) {
    trie.add(
        subscriber,
        new Subscription(TopicFilter.of(filter), qos, false, asPublished, RetainHandling.SEND, id));
  }

  @Test
  void overlapsBecomeOneWithTheHighestLevelAndAllIdentifiers() {
    subscribe("one", "a/b", Qos.AT_MOST_ONCE, false, 9);
    subscribe("one", "a/+", Qos.EXACTLY_ONCE, false, 2);
    subscribe("one", "a/#", Qos.AT_LEAST_ONCE, true, 0);
    subscribe("one", "#", Qos.AT_MOST_ONCE, false, 9);
    trie.match(Names.topic("a/b"), null, merged);
    assertEquals(1, merged.size());
    Match<String> match = merged.get(0);
    assertSame("one", match.subscriber());
    assertEquals(Qos.EXACTLY_ONCE, match.qos());
    assertTrue(match.retainAsPublished());
    assertArrayEquals(new int[] {2, 9, 9}, match.subscriptionIdentifiers());
  }

  @Test
  void mergingLeavesTheSubscriptionsAsTheyAre() {
    subscribe("one", "a", Qos.AT_MOST_ONCE, false, 1);
    subscribe("one", "#", Qos.EXACTLY_ONCE, true, 2);
    trie.match(Names.topic("a"), null, merged);
    trie.remove("one", TopicFilter.of("#"));
    trie.match(Names.topic("a"), null, merged);
    assertEquals(Qos.AT_MOST_ONCE, merged.get(0).qos());
    assertFalse(merged.get(0).retainAsPublished());
    assertArrayEquals(new int[] {1}, merged.get(0).subscriptionIdentifiers());
  }

  @Test
  void apartEachSubscriptionIsAMatch() {
    subscribe("one", "a/b", Qos.AT_MOST_ONCE, false, 1);
    subscribe("one", "a/+", Qos.EXACTLY_ONCE, false, 2);
    trie.match(Names.topic("a/b"), null, apart);
    assertEquals(2, apart.size());
    assertEquals(
        3, apart.get(0).subscriptionIdentifiers()[0] + apart.get(1).subscriptionIdentifiers()[0]);
  }

  @Test
  void withoutIdentifierTheEmptyArrayIsShared() {
    subscribe("one", "a", Qos.AT_MOST_ONCE, false, 0);
    subscribe("two", "a", Qos.AT_MOST_ONCE, false, 0);
    trie.match(Names.topic("a"), null, merged);
    assertSame(merged.get(0).subscriptionIdentifiers(), merged.get(1).subscriptionIdentifiers());
  }

  @Test
  void noLocalLeavesOutOnlyThePublishersOwn() {
    TopicFilter filter = TopicFilter.of("a");
    Subscription silent =
        new Subscription(filter, Qos.AT_MOST_ONCE, true, false, RetainHandling.SEND, 0);
    trie.add("one", silent);
    trie.add("two", silent);
    subscribe("one", "+", Qos.AT_MOST_ONCE, false, 3);
    trie.match(Names.topic("a"), "one", merged);
    assertEquals(2, merged.size());
    trie.match(Names.topic("a"), "two", merged);
    assertEquals(1, merged.size());
    assertSame("one", merged.get(0).subscriber());
    trie.match(Names.topic("a"), null, merged);
    assertEquals(2, merged.size());
  }

  @Test
  void manyOverlapsOfManySubscribersAreMergedToo() {
    for (int i = 0; i < 5_000; i++) {
      String subscriber = new String("subscriber");
      subscribe(subscriber, "a/b", Qos.AT_MOST_ONCE, false, 1);
      if (i % 2 == 0) {
        subscribe(subscriber, "a/+", Qos.AT_LEAST_ONCE, false, 2);
      }
      if (i % 3 == 0) {
        subscribe(subscriber, "#", Qos.AT_LEAST_ONCE, false, 3);
      }
    }
    for (int round = 0; round < 3; round++) {
      trie.match(Names.topic("a/b"), null, merged);
      assertEquals(5_000, merged.size());
      int identifiers = 0;
      Set<Integer> distinct = new HashSet<>();
      for (int i = 0; i < merged.size(); i++) {
        identifiers += merged.get(i).subscriptionIdentifiers().length;
        distinct.add(System.identityHashCode(merged.get(i).subscriber()));
      }
      assertEquals(5_000 + 2_500 + 1_667, identifiers);
      assertTrue(distinct.size() > 4_900);
      trie.match(Names.topic("c"), null, merged);
      assertEquals(1_667, merged.size());
    }
  }

  @Test
  void whatIsBeyondTheEndIsRefused() {
    subscribe("one", "a", Qos.AT_MOST_ONCE, false, 0);
    trie.match(Names.topic("a"), null, merged);
    assertThrows(IndexOutOfBoundsException.class, () -> merged.get(1));
    merged.clear();
    assertEquals(0, merged.size());
    assertThrows(IndexOutOfBoundsException.class, () -> merged.get(0));
  }
}
