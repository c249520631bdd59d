package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold at any moment while several threads subscribe, unsubscribe and match. */
@Timeout(60)
class SubscriptionTrieConcurrencyTest {
  private static final List<String> PERMANENT =
      List.of("a/b", "a/+", "a/#", "#", "+/b", "a/b/#", "+/+", "+/#");

  private final SubscriptionTrie<Object> trie = new SubscriptionTrie<>(3);

  static void together(List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<Void>> results = tasks.stream().map(threads::submit).toList();
      for (Future<Void> result : results) {
        result.get();
      }
    }
  }

  @Test
  void whatStaysIsAlwaysMatchedOnceAndWhatWentNever() throws Exception {
    Object permanent = new Object();
    PERMANENT.forEach(filter -> trie.add(permanent, Names.subscription(filter)));
    AtomicInteger working = new AtomicInteger(3);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long seed = i;
      tasks.add(() -> churn(new SplittableRandom(seed), working));
    }
    tasks.add(() -> watch(permanent, working));
    tasks.add(() -> watch(permanent, working));
    together(tasks);
    PERMANENT.forEach(filter -> trie.remove(permanent, TopicFilter.of(filter)));
    SubscriptionTrieModelTest.assertEmpty(trie);
  }

  /** Fills and empties the crowds and tables in which the permanent ones are. */
  private Void churn(SplittableRandom random, AtomicInteger working) {
    Names names = new Names(random, 40);
    List<Object> subscribers = new ArrayList<>();
    List<TopicFilter> filters = new ArrayList<>();
    Matches<Object> matches = new Matches<>(true);
    for (int i = 0; i < 30_000; i++) {
      boolean grow = random.nextInt(i / 2_000 % 2 == 0 ? 10 : 30) > 4 == (i / 2_000 % 2 == 0);
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
    working.decrementAndGet();
    return null;
  }

  /** A name that the filter matches. */
  private static TopicName example(TopicFilter filter) {
    return TopicName.of(filter.pattern().replace('+', 'x').replace('#', 'y'));
  }

  private Void watch(Object permanent, AtomicInteger working) {
    Matches<Object> apart = new Matches<>(false);
    Matches<Object> merged = new Matches<>(true);
    while (working.get() > 0) {
      assertEquals(PERMANENT.size(), count(permanent, TopicName.of("a/b"), apart));
      assertEquals(1, count(permanent, TopicName.of("a/b"), merged));
      int[] visits = new int[1];
      trie.forEach((subscriber, subscription) -> visits[0] += subscriber == permanent ? 1 : 0);
      assertEquals(PERMANENT.size(), visits[0]);
    }
    return null;
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
    Object subscriber = new Object();
    AtomicInteger working = new AtomicInteger(1);
    together(List.of(() -> flip(subscriber, working), () -> remember(subscriber, working)));
  }

  private Void flip(Object subscriber, AtomicInteger working) {
    for (int i = 0; i < 200_000; i++) {
      phase = 1;
      trie.add(subscriber, Names.subscription("a/+"));
      phase = 2;
      Thread.onSpinWait();
      phase = 3;
      trie.remove(subscriber, TopicFilter.of("a/+"));
      phase = 0;
    }
    working.decrementAndGet();
    return null;
  }

  private Void remember(Object subscriber, AtomicInteger working) {
    Matches<Object> matches = new Matches<>(true);
    long version = -1;
    TopicName topic = TopicName.of("a/b");
    while (working.get() > 0) {
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
    return null;
  }

  @Test
  void eitherThePublisherSeesTheSubscriberOrTheSubscriberWhatIsRetained() throws Exception {
    int rounds = 20_000;
    RetainedTree retained = new RetainedTree();
    Object subscriber = new Object();
    boolean[] live = new boolean[rounds];
    boolean[] late = new boolean[rounds];
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Void> publisher =
        () -> {
          Matches<Object> matches = new Matches<>(true);
          for (int i = 0; i < rounds; i++) {
            meet(start, i);
            retained.put(Names.message("r/" + i, "x"));
            trie.match(TopicName.of("r/" + i), null, matches);
            live[i] = matches.size() == 1;
          }
          return null;
        };
    Callable<Void> client =
        () -> {
          for (int i = 0; i < rounds; i++) {
            meet(start, i);
            trie.add(subscriber, Names.subscription("r/" + i));
            late[i] = retained.cursor(TopicFilter.of("r/" + i)).next() != null;
          }
          return null;
        };
    together(List.of(publisher, client));
    for (int i = 0; i < rounds; i++) {
      assertEquals(true, live[i] || late[i], "round " + i);
    }
  }

  private final AtomicInteger arrived = new AtomicInteger();

  private void meet(CyclicBarrier start, int round) throws Exception {
    if (round % 1_000 == 0) {
      start.await(10, TimeUnit.SECONDS);
    }
    int target = (round + 1) * 2;
    arrived.incrementAndGet();
    while (arrived.get() < target) {
      Thread.onSpinWait();
    }
  }
}
