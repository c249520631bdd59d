package io.heddle.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.topic.RetainedTree.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RetainedTreeTest {
  private final RetainedTree tree = new RetainedTree();

  private static List<String> rest(Cursor cursor) {
    List<String> topics = new ArrayList<>();
    for (Retained next = cursor.next(); next != null; next = cursor.next()) {
      topics.add(next.message().topic().value());
    }
    assertTrue(cursor.atEnd());
    assertNull(cursor.next());
    return topics;
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 60", "2, 20, 500", "3, 200, 3000"})
  void behavesLikeASortedMap(long seed, int numbers, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    Names names = new Names(random, numbers);
    TreeMap<String, Message> model = new TreeMap<>(TopicOrder.LEVEL_BY_LEVEL);
    for (int i = 0; i < 8_000; i++) {
      TopicName topic = names.name();
      if (random.nextInt(most * 2) >= model.size()) {
        Message message = Names.message(topic.value(), "payload".repeat(random.nextInt(4)));
        long before = tree.sequence();
        assertTrue(tree.put(message) > before);
        model.put(topic.value(), message);
      } else {
        String victim = model.ceilingKey(topic.value());
        TopicName gone = victim == null ? topic : TopicName.of(victim);
        Retained removed = tree.remove(gone);
        assertEquals(model.remove(gone.value()), removed == null ? null : removed.message());
        assertNull(tree.get(gone.value()));
      }
      if (i % 20 == 0) {
        check(model, names.filter(), random);
      }
    }
    assertEquals(model.size(), tree.count());
    assertEquals(model.values().stream().mapToLong(Message::weight).sum(), tree.bytes());
    model.forEach((topic, m) -> assertEquals(m, tree.get(topic).message()));
  }

  private void check(TreeMap<String, Message> model, TopicFilter filter, SplittableRandom random) {
    List<String> expected =
        model.keySet().stream().filter(topic -> filter.matches(TopicName.of(topic))).toList();
    assertEquals(expected, rest(tree.cursor(filter)), filter::value);
    List<String> inParts = new ArrayList<>();
    Cursor cursor = tree.cursor(filter);
    while (!cursor.atEnd()) {
      Retained next = cursor.next(1 + random.nextInt(2));
      if (next != null) {
        inParts.add(next.message().topic().value());
      }
      if (random.nextInt(3) == 0) {
        cursor = tree.cursor(filter, cursor.position());
      }
    }
    assertEquals(expected, inParts, filter::value);
  }

  @Test
  void aJumpPassesWhatCannotMatch() {
    for (int i = 0; i < 1_000; i++) {
      tree.put(Names.message("a/" + i, ""));
      tree.put(Names.message("$SYS/" + i, ""));
      tree.put(Names.message("b/" + i + "/x/y", ""));
    }
    tree.put(Names.message("c/x", ""));
    assertEquals(1, looks("c/+"));
    assertTrue(looks("+/x") < 10);
    assertTrue(looks("a/500/#") < 3);
    assertTrue(looks("#") >= 2_001);
  }

  private int looks(String filter) {
    Cursor cursor = tree.cursor(TopicFilter.of(filter));
    int looks = -1; // the last look finds the end
    while (!cursor.atEnd()) {
      cursor.next(1);
      looks++;
    }
    return looks;
  }

  @Test
  void aValueIsReadWhenItIsAskedFor() {
    tree.put(Names.message("a", "old"));
    tree.put(Names.message("b", "old"));
    Cursor cursor = tree.cursor(TopicFilter.of("#"));
    assertEquals(1, cursor.next().sequence());
    long sequence = tree.put(Names.message("b", "new"));
    assertEquals(sequence, cursor.next().sequence());
    assertNull(cursor.next());
  }

  @Test
  void aSweepRemovesWhatMeetsTheCondition() {
    for (int i = 0; i < 100; i++) {
      tree.put(Names.message("a/" + i, i % 4 == 0 ? "long payload" : ""));
    }
    int light = Names.message("a/1", "").weight() + 1;
    assertEquals(25, tree.removeIf((topic, retained) -> retained.weight() > light, gone -> {}));
    assertEquals(75, tree.count());
    assertEquals(75, rest(tree.cursor(TopicFilter.of("a/+"))).size());
    assertEquals(75, looks("#"));
    assertNull(tree.get("a/4"));
  }

  @Test
  void aSweepSparesWhatReplacedTheCondemned() {
    tree.put(Names.message("a", "old"));
    int removed =
        tree.removeIf(
            (key, retained) -> {
              tree.put(Names.message("a", "new"));
              return true;
            },
            gone -> {});
    assertEquals(0, removed);
    assertNotNull(tree.get("a"));
  }

  @Test
  void whatStaysIsReturnedOnceByEveryWalk() throws Exception {
    for (int i = 0; i < 500; i++) {
      tree.put(Names.message("keep/" + i + "/v", ""));
    }
    Race.run(
        List.of(() -> churn(1), () -> churn(2)), List.of(() -> walk("#"), () -> walk("keep/+/v")));
    assertEquals(500, tree.count());
    assertEquals(500, rest(tree.cursor(TopicFilter.of("#"))).size());
    tree.removeIf((topic, retained) -> true, gone -> {});
    assertEquals(0, tree.bytes());
    assertEquals(0, tree.count());
    assertEquals(0, looks("#"), "no topic is left in the order");
  }

  private void churn(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TopicName> topics = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      TopicName topic = TopicName.of("keep/" + random.nextInt(500) + "/w" + random.nextInt(3));
      if (random.nextBoolean()) {
        tree.put(Names.message(topic.value(), ""));
        topics.add(topic);
      } else {
        tree.remove(topic);
      }
      tree.put(Names.message("keep/" + random.nextInt(500) + "/v", ""));
    }
    topics.forEach(tree::remove);
  }

  private void walk(String filter) {
    List<String> topics = rest(tree.cursor(TopicFilter.of(filter)));
    assertEquals(500, topics.stream().filter(topic -> topic.endsWith("/v")).count());
    assertEquals(topics.size(), topics.stream().distinct().count());
  }

  @Test
  void numbersOfOneTopicFollowTheOrderOfItsMessages() throws Exception {
    Race.run(List.of(this::putMany, this::putMany), List.of(this::watchNumbers));
    assertEquals(200_000, tree.sequence());
  }

  private void putMany() {
    long last = 0;
    for (int i = 0; i < 100_000; i++) {
      long number = tree.put(Names.message("a", ""));
      assertTrue(number > last);
      last = number;
    }
  }

  private void watchNumbers() {
    long last = 0;
    for (int i = 0; i < 1_000; i++) {
      Retained now = tree.get("a");
      long number = now == null ? 0 : now.sequence();
      assertTrue(number >= last);
      last = number;
    }
  }
}
