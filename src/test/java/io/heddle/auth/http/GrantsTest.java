package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.http.Grants.Said;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was said of filters, found by topics. */
class GrantsTest {
  private static final List<String> LEVELS = List.of("", "a", "b", "$x", "+");

  private final Grants grants = new Grants(1000, 0);

  private void say(Grants of, String filter, Said said) {
    of.say(new Grants.Grant(filter, 0, said, 0, 10));
  }

  private static String text(Random random, int kinds) {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> LEVELS.get(random.nextInt(kinds)))
        .collect(Collectors.joining("/"));
  }

  /** Compared with the rules of the standard, filter by filter. */
  @Test
  void theBestThatMatches() {
    Random random = new Random(1);
    Map<String, Said> known = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String filter = text(random, 5);
      filter = random.nextInt(3) == 0 ? (filter.isEmpty() ? "#" : filter + "/#") : filter;
      if (!filter.isEmpty() && known.size() < 60) {
        Said said = Said.values()[random.nextInt(3)];
        say(grants, filter, said);
        if (said != Said.DENY || known.containsKey(filter)) {
          known.put(filter, said);
        }
      }
      String topic = text(random, 4);
      if (!topic.isEmpty()) {
        check(TopicName.of(topic), known);
      }
    }
    assertEquals(60, grants.size());
  }

  private void check(TopicName topic, Map<String, Said> known) {
    Said best =
        known.entrySet().stream()
            .filter(entry -> TopicFilter.of(entry.getKey()).matches(topic))
            .map(Map.Entry::getValue)
            .min(Said::compareTo)
            .orElse(null);
    Grants.Grant found = grants.find(topic);
    assertEquals(best, found == null ? null : found.said(), () -> topic + " of " + known);
  }

  @Test
  void theOneThatWasAskedAboutFirstIsForgotten() {
    Grants few = new Grants(2, 0);
    say(few, "a/b/c", Said.ALLOW);
    say(few, "a/b", Said.ALLOW);
    say(few, "a/b/c", Said.ALLOW);
    say(few, "a/+", Said.IGNORE);
    assertEquals(Said.IGNORE, few.find(TopicName.of("a/b")).said());
    assertNotNull(few.find(TopicName.of("a/b/c")));
    say(few, "x", Said.ALLOW);
    say(few, "y", Said.ALLOW);
    assertNull(few.find(TopicName.of("a/b/c")));
    assertNull(few.find(TopicName.of("a/b")));
    assertEquals(2, few.size());
  }

  @Test
  void aNoIsKeptOfWhatWasGranted() {
    say(grants, "a", Said.DENY);
    assertNull(grants.find(TopicName.of("a")));
    say(grants, "a", Said.ALLOW);
    say(grants, "a", Said.DENY);
    assertEquals(Said.DENY, grants.find(TopicName.of("a")).said());
    say(grants, "#", Said.ALLOW);
    assertEquals(Said.ALLOW, grants.find(TopicName.of("a")).said());
  }

  @Test
  void whenItIsAskedAgain() {
    say(grants, "a", Said.ALLOW);
    Grants.Grant grant = grants.find(TopicName.of("a"));
    assertFalse(grants.isOld(grant, 9));
    assertTrue(grants.isOld(grant, 10));
    grants.renew(1);
    assertTrue(grants.isOld(grant, 1), "the client has come again");
    assertTrue(grants.begin("a"));
    assertFalse(grants.begin("a"));
    grants.end("a");
    assertTrue(grants.begin("a"));
  }
}
