package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Covering, compared with the definition over all short topics. */
class FilterPatternTest {
  /** All texts of one to a number of these levels. */
  private static List<String> texts(int most, String... levels) {
    List<String> all = new ArrayList<>();
    List<String> last = List.of(levels);
    for (int i = 1; i <= most; i++) {
      all.addAll(last);
      last =
          last.stream()
              .filter(text -> !text.endsWith("#"))
              .flatMap(text -> Stream.of(levels).map(level -> text + "/" + level))
              .toList();
    }
    all.remove(""); // No topic is empty.
    return all;
  }

  @Test
  void aFilterCoversAnotherWhenItMatchesAllThatTheOtherMatches() {
    List<String> filters = texts(3, "a", "", "$s", "+", "#");
    // A level more than filters have, and a level that no filter names: enough to tell any two.
    List<TopicName> names = texts(4, "a", "", "$s", "x").stream().map(TopicName::of).toList();
    int covered = 0;
    for (String filter : filters) {
      TopicFilter rule = TopicFilter.of(filter);
      List<TopicName> unmatched = names.stream().filter(name -> !rule.matches(name)).toList();
      FilterPattern pattern = FilterPattern.of(filter);
      for (String asked : filters) {
        TopicFilter other = TopicFilter.of(asked);
        boolean all = unmatched.stream().noneMatch(other::matches);
        assertEquals(all, pattern.covers(asked), () -> filter + " covers " + asked);
        covered += all ? 1 : 0;
      }
    }
    assertTrue(covered > filters.size(), "some cover more than themselves: " + covered);
  }

  @Test
  void aNameIsCoveredWhenItMatches() {
    List<TopicName> names = texts(4, "a", "", "$s", "ab").stream().map(TopicName::of).toList();
    for (String filter : texts(4, "a", "", "$s", "+", "#")) {
      FilterPattern pattern = FilterPattern.of(filter);
      TopicFilter expected = TopicFilter.of(filter);
      for (TopicName name : names) {
        assertEquals(
            expected.matches(name), pattern.covers(name.value()), () -> filter + " and " + name);
      }
    }
  }

  @Test
  void exactlyKnowsNoWildcards() {
    assertTrue(FilterPattern.exactly("a/+").covers("a/+"));
    assertFalse(FilterPattern.exactly("a/+").covers("a/b"));
    assertFalse(FilterPattern.exactly("#").covers("a"));
    assertTrue(FilterPattern.EVERYTHING.covers("$SYS/#"));
  }
}
