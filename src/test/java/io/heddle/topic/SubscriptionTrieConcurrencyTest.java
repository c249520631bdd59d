package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold at any moment while several threads subscribe, unsubscribe and match. */
@Timeout(60)
class SubscriptionTrieConcurrencyTest {
  private static final List<String> PERMANENT =
      List.of("a/b", "a/+", "a/#", "#", "+/b", "a/b/#", "+/+", "+/#");

  private final SubscriptionTrie<Object> trie = new SubscriptionTrie<>(3);

  @Test
  void whatStaysIsAlwaysMatchedOnceAndWhatWentNever() throws Exception {
    Object permanent = new Object();
    PERMANENT.forEach(filter -> trie.add(permanent, Names.subscription(filter)));
    Race.run(
        List.of(() -> churn(1), () -> churn(2), () -> churn(3)),
        List.of(() -> watch(permanent), () -> watch(permanent)));
    PERMANENT.forEach(filter -> trie.remove(permanent, TopicFilter.of(filter)));
    SubscriptionTrieModelTest.assertEmpty(trie);
  }

  /** Fills and empties the crowds and tables in which the permanent ones are. */
  private void churn(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Names names = new Names(random, 40);
    List<Object> subscribers = new ArrayList<>();
    List<TopicFilter> filters = new ArrayList<>();
    Matches<Object> matches = new Matches<>(true);
    for (int i = 0; i < 30_000; i++) {
      boolean grow = random.nextInt(10) < (i / 2_000 % 2 == 0 ? 9 : 1);
      if (subscribers.isEmpty() || grow) {
        boolean join = random.nextBoolean();
        String with = PERMANENT.get(random.nextInt(PERMANENT.size()));
        TopicFilter filter = join ? TopicFilter.of(with) : names.filter();
        Object subscriber = new Object();
        trie.add(subscriber, Names.subscription(filter.value()));
        subscribers.add(subscriber);
        filters.add(filter);
        assertEquals(1, count(subscriber, example(filter), matches), filter::value);
      } else {
        Object subscriber = subscribers.removeLast();
        TopicFilter filter = filters.removeLast();
        Subscription removed = trie.remove(subscriber, filter);
        assertEquals(filter, removed.filter());
        assertEquals(0, count(subscriber, example(filter), matches), filter::value);
      }
    }
    while (!subscribers.isEmpty()) {
      trie.remove(subscribers.removeLast(), filters.removeLast());
    }
  }

  /** A name that the filter matches. */
  private static TopicName example(TopicFilter filter) {
    return TopicName.of(filter.pattern().replace('+', 'x').replace('#', 'y'));
  }

  private void watch(Object permanent) {
    Matches<Object> apart = new Matches<>(false);
    Matches<Object> merged = new Matches<>(true);
    for (int i = 0; i < 10; i++) {
      assertEquals(PERMANENT.size(), count(permanent, TopicName.of("a/b"), apart));
      assertEquals(1, count(permanent, TopicName.of("a/b"), merged));
      int[] visits = new int[1];
      trie.forEach((subscriber, subscription) -> visits[0] += subscriber == permanent ? 1 : 0);
      assertEquals(PERMANENT.size(), visits[0]);
    }
  }

  private int count(Object subscriber, TopicName topic, Matches<Object> matches) {
    trie.match(topic, null, matches);
    int count = 0;
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).subscriber() == subscriber) {
        count++;
      }
    }
    return count;
  }

  /** 0: removed, 1: changing, 2: added, 3: changing. */
  private volatile int phase;

  @Test
  void matchesMayBeKeptWhileTheVersionStands() throws Exception {
    Race.run(List.of(this::flip), List.of(this::remember));
  }

  private void flip() {
    Object subscriber = new Object();
    for (int i = 0; i < 200_000; i++) {
      phase = 1;
      trie.add(subscriber, Names.subscription("a/+"));
      phase = 2;
      Thread.onSpinWait();
      phase = 3;
      trie.remove(subscriber, TopicFilter.of("a/+"));
      phase = 0;
    }
  }

  private void remember() {
    Matches<Object> matches = new Matches<>(true);
    long version = -1;
    TopicName topic = TopicName.of("a/b");
    for (int i = 0; i < 1_000; i++) {
      int before = phase;
      long now = trie.version();
      if (now != version) {
        version = now;
        trie.match(topic, null, matches);
      }
      boolean stands = trie.version() == version;
      if (stands && before == phase && before % 2 == 0) {
        assertEquals(before / 2, matches.size());
      }
    }
  }

  @Test
  void eitherThePublisherSeesTheSubscriberOrTheSubscriberWhatIsRetained() throws Exception {
    int rounds = 20_000;
    RetainedTree retained = new RetainedTree();
    Object subscriber = new Object();
    boolean[] live = new boolean[rounds];
    boolean[] late = new boolean[rounds];
    Race.Task publisher =
        () -> {
          Matches<Object> matches = new Matches<>(true);
          for (int i = 0; i < rounds; i++) {
            meet(i);
            retained.put(Names.message("r/" + i, "x"));
            trie.match(TopicName.of("r/" + i), null, matches);
            live[i] = matches.size() == 1;
          }
        };
    Race.Task client =
        () -> {
          for (int i = 0; i < rounds; i++) {
            meet(i);
            trie.add(subscriber, Names.subscription("r/" + i));
            late[i] = retained.cursor(TopicFilter.of("r/" + i)).next() != null;
          }
        };
    Race.run(List.of(publisher, client), List.of());
    for (int i = 0; i < rounds; i++) {
      assertEquals(true, live[i] || late[i], "round " + i);
    }
  }

  private final AtomicInteger arrived = new AtomicInteger();

  /** Waits until both have come this far. */
  private void meet(int round) throws InterruptedException {
    arrived.incrementAndGet();
    while (arrived.get() < (round + 1) * 2) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
