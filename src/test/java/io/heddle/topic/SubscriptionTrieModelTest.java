package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes and matches against a list that is searched from end to end. */
class SubscriptionTrieModelTest {

  /** Equal to every other one: the trie must tell them apart all the same. */
  private record Equal(List<String> nothing) {}

  private record Entry(Equal subscriber, Subscription subscription) {}

  private record Got(int subscriber, Qos qos, boolean asPublished, List<Integer> identifiers) {
    static final Comparator<Got> ORDER =
        Comparator.comparingInt(Got::subscriber).thenComparing(Got::toString);
  }

  private final SubscriptionTrie<Equal> trie = new SubscriptionTrie<>(7);
  private final List<Equal> subscribers = new ArrayList<>();
  private final List<Entry> model = new ArrayList<>();
  private final Matches<Equal> merged = new Matches<>(true);
  private final Matches<Equal> apart = new Matches<>(false);
  private SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({"1, 3, 0, 40", "2, 30, 0, 400", "3, 4, 300, 900", "4, 200, 2, 1500"})
  void behavesLikeAList(long seed, int people, int numbers, int crowdedness) {
    random = new SplittableRandom(seed);
    Names names = new Names(random, numbers);
    for (int i = 0; i < people; i++) {
      subscribers.add(new Equal(List.of()));
    }
    for (int i = 0; i < 6_000; i++) {
      boolean grow = random.nextInt(crowdedness * 2) >= model.size();
      if (grow) {
        add(anybody(), names.filter());
      } else {
        Entry entry = model.get(random.nextInt(model.size()));
        remove(entry.subscriber(), entry.subscription().filter());
      }
      if (random.nextInt(10) == 0) {
        remove(anybody(), names.filter());
      }
      check(names.name());
    }
    checkAll();
    while (!model.isEmpty()) {
      Entry entry = model.get(random.nextInt(model.size()));
      remove(entry.subscriber(), entry.subscription().filter());
      check(names.name());
    }
    assertEmpty(trie);
  }

  static void assertEmpty(SubscriptionTrie<?> trie) {
    assertEquals(0, trie.size());
    int[] nodes = new int[2];
    trie.forEachNode(node -> nodes[node.isEmpty() ? 0 : 1]++);
    assertEquals(65, nodes[0], "only the roots are left");
    assertEquals(0, nodes[1]);
  }

  private Equal anybody() {
    return subscribers.get(random.nextInt(subscribers.size()));
  }

  private void add(Equal subscriber, TopicFilter filter) {
    Subscription subscription =
        new Subscription(
            filter,
            Qos.of(random.nextInt(3)),
            random.nextInt(4) == 0,
            random.nextInt(3) == 0,
            RetainHandling.SEND,
            random.nextInt(5));
    long version = trie.version();
    Subscription expected = removeFromModel(subscriber, filter);
    assertEquals(expected, trie.add(subscriber, subscription));
    assertEquals(subscription.equals(expected), version == trie.version());
    model.add(new Entry(subscriber, subscription));
    assertEquals(model.size(), trie.size());
  }

  private void remove(Equal subscriber, TopicFilter filter) {
    long version = trie.version();
    Subscription expected = removeFromModel(subscriber, filter);
    assertEquals(expected, trie.remove(subscriber, filter));
    assertEquals(expected == null, version == trie.version());
    assertEquals(model.size(), trie.size());
  }

  private Subscription removeFromModel(Equal subscriber, TopicFilter filter) {
    for (int i = 0; i < model.size(); i++) {
      Entry entry = model.get(i);
      if (entry.subscriber() == subscriber && entry.subscription().filter().equals(filter)) {
        model.set(i, model.getLast());
        model.removeLast();
        return entry.subscription();
      }
    }
    return null;
  }

  private void check(TopicName name) {
    Equal from = random.nextBoolean() ? null : anybody();
    List<Entry> expected = new ArrayList<>();
    for (Entry entry : model) {
      Subscription subscription = entry.subscription();
      boolean own = subscription.noLocal() && entry.subscriber() == from;
      if (!own && subscription.filter().matches(name)) {
        expected.add(entry);
      }
    }
    trie.match(name, from, apart);
    assertEquals(sorted(expected.stream().map(this::got).toList()), got(apart), name::value);
    Map<Integer, Got> bySubscriber = new HashMap<>();
    expected.forEach(e -> bySubscriber.merge(number(e.subscriber()), got(e), this::merge));
    trie.match(name, from, merged);
    assertEquals(sorted(bySubscriber.values()), got(merged), name::value);
  }

  private Got got(Entry entry) {
    Subscription s = entry.subscription();
    List<Integer> identifiers = s.identifier() == 0 ? List.of() : List.of(s.identifier());
    return new Got(number(entry.subscriber()), s.qos(), s.retainAsPublished(), identifiers);
  }

  private Got merge(Got some, Got other) {
    List<Integer> identifiers = new ArrayList<>(some.identifiers());
    identifiers.addAll(other.identifiers());
    identifiers.sort(null);
    boolean asPublished = some.asPublished() || other.asPublished();
    return new Got(some.subscriber(), some.qos().max(other.qos()), asPublished, identifiers);
  }

  private List<Got> got(Matches<Equal> matches) {
    List<Got> all = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      Match<Equal> match = matches.get(i);
      List<Integer> identifiers = Arrays.stream(match.subscriptionIdentifiers()).boxed().toList();
      all.add(
          new Got(number(match.subscriber()), match.qos(), match.retainAsPublished(), identifiers));
    }
    return sorted(all);
  }

  private static List<Got> sorted(Collection<Got> all) {
    return all.stream().sorted(Got.ORDER).toList();
  }

  private int number(Equal subscriber) {
    for (int i = 0; i < subscribers.size(); i++) {
      if (subscribers.get(i) == subscriber) {
        return i;
      }
    }
    throw new AssertionError("nobody's");
  }

  private void checkAll() {
    List<Got> visited = new ArrayList<>();
    trie.forEach(
        (subscriber, subscription) -> visited.add(got(new Entry(subscriber, subscription))));
    assertEquals(sorted(model.stream().map(this::got).toList()), sorted(visited));
  }

  @Test
  void aFilterMayBeDeeperThanAnyStack() {
    String deep = "+" + "/+".repeat(30_000);
    Equal subscriber = new Equal(List.of());
    trie.add(subscriber, Names.subscription(deep));
    trie.add(subscriber, Names.subscription("a/".repeat(30_000) + "#"));
    trie.match(TopicName.of("a" + "/a".repeat(30_000)), null, apart);
    assertEquals(2, apart.size());
    trie.remove(subscriber, TopicFilter.of(deep));
    trie.remove(subscriber, TopicFilter.of("a/".repeat(30_000) + "#"));
    assertEmpty(trie);
  }

  @Test
  void aSharedFilterIsEnteredByItsPattern() {
    Equal group = new Equal(List.of());
    trie.add(group, Names.subscription("$share/group/a/+"));
    trie.match(TopicName.of("a/b"), null, merged);
    assertEquals(1, merged.size());
    trie.remove(group, TopicFilter.of("a/+"));
    assertEmpty(trie);
  }
}
