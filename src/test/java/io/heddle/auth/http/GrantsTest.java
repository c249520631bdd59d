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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was said of filters, found by topics. */
class GrantsTest {
  private static final List<String> LEVELS = List.of("", "a", "b", "$x", "+");

  private final Grants grants = new Grants(1000);

  private void say(Grants of, String filter, Said said) {
    of.say(new Grants.Grant(filter, 0, said, 10, 20, true));
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
    Grants.Grant found = grants.find(topic, 0);
    assertEquals(best, found == null ? null : found.said(), () -> topic + " of " + known);
  }

  @Test
  void theOneThatWasAskedAboutFirstIsForgotten() {
    Grants few = new Grants(2);
    say(few, "a/b/c", Said.ALLOW);
    say(few, "a/b", Said.ALLOW);
    say(few, "a/b/c", Said.ALLOW);
    say(few, "a/+", Said.IGNORE);
    assertEquals(Said.IGNORE, few.find(TopicName.of("a/b"), 0).said());
    assertNotNull(few.find(TopicName.of("a/b/c"), 0));
    say(few, "x", Said.ALLOW);
    say(few, "y", Said.ALLOW);
    assertNull(few.find(TopicName.of("a/b/c"), 0));
    assertNull(few.find(TopicName.of("a/b"), 0));
    assertEquals(2, few.size());
  }

  @Test
  void aNoIsKeptOfWhatWasGranted() {
    say(grants, "a", Said.DENY);
    assertNull(grants.find(TopicName.of("a"), 0));
    say(grants, "a", Said.ALLOW);
    say(grants, "a", Said.DENY);
    assertEquals(Said.DENY, grants.find(TopicName.of("a"), 0).said());
    say(grants, "#", Said.ALLOW);
    assertEquals(Said.ALLOW, grants.find(TopicName.of("a"), 0).said());
  }

  @Test
  void whenItIsAskedAgain() {
    say(grants, "a", Said.ALLOW);
    Grants.Grant grant = grants.of("a");
    assertFalse(grant.isDue(9));
    assertTrue(grant.isDue(10));
    assertTrue(grants.begin("a"));
    assertFalse(grants.begin("a"));
    grants.end("a");
    assertTrue(grants.begin("a"));
  }

  @Test
  void whatIsOldHoldsOnlyUntilTheServerWasAskedInVain() {
    say(grants, "a", Said.ALLOW);
    Grants.Grant grant = grants.of("a");
    assertTrue(grant.holds(1000), "it is being asked");
    grants.renew(grant, grant.unanswered(12));
    Grants.Grant inVain = grants.of("a");
    assertTrue(inVain.holds(19));
    assertFalse(inVain.holds(20));
    assertFalse(inVain.isDue(11));
    assertTrue(inVain.isDue(12));
  }

  @Test
  void inDoubtAboutAYesNothingButAnotherYesOpens() {
    TopicName topic = TopicName.of("a");
    say(grants, "a", Said.ALLOW);
    say(grants, "+", Said.IGNORE);
    grants.renew(grants.of("a"), grants.of("a").unanswered(12));
    assertEquals("a", grants.find(topic, 19).filter());
    assertEquals("a", grants.find(topic, 20).filter());
    assertFalse(grants.find(topic, 20).holds(20));
    say(grants, "#", Said.ALLOW);
    assertEquals("#", grants.find(topic, 20).filter());
  }

  @Test
  void whatIsNotSubscribedToIsForgotten() {
    for (String filter : List.of("a", "a/b", "+/b", "#")) {
      say(grants, filter, Said.ALLOW);
    }
    Grants.Grant before = grants.of("a/b");
    grants.forget("a/b");
    grants.renew(before, before.unanswered(12));
    assertNull(grants.of("a/b"), "an answer that comes late does not bring it back");
    assertNotNull(grants.find(TopicName.of("a/b"), 0));
    grants.retain(Set.of("a", "x"));
    assertEquals(1, grants.size());
    assertNull(grants.find(TopicName.of("a/b"), 0));
    assertNotNull(grants.find(TopicName.of("a"), 0));
  }
}
