package io.heddle.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Topic Filter is and what it matches, sections 4.7 and 4.8.2. */
class TopicFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+",
        "/",
        "a",
        "+/+",
        "/+",
        "+/",
        "a/#",
        "a/+/b/#",
        "/#",
        "//",
        "a b",
        "$SYS/#",
        "$share",
        "$shared/x",
        "$SHARE/+/#",
        "é/+"
      })
  void isAFilter(String text) {
    TopicFilter filter = TopicFilter.of(text);
    assertEquals(text, filter.value());
    assertEquals(text, filter.pattern());
    assertFalse(filter.isShared());
    assertNull(filter.shareName());
    assertSame(filter, filter.unshared());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a#",
        "#a",
        "#/",
        "#/a",
        "a/#/b",
        "##",
        "a/##",
        "a+",
        "+a",
        "++",
        "a/b+/c",
        "+#",
        "\0",
        "a/\0",
        "\uDC00",
        "$share/",
        "$share//a",
        "$share/g",
        "$share/g/",
        "$share/+/a",
        "$share/#/a",
        "$share/a+/b",
        "$share/g/a#",
        "$share/g/#/a"
      })
  void isNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "$share/g/a, g, a",
    "$share/g/#, g, #",
    "$share/g//, g, /",
    "$share/$x/$share/h/a, $x, $share/h/a"
  })
  void aShare(String text, String name, String pattern) {
    TopicFilter filter = TopicFilter.of(text);
    assertTrue(filter.isShared());
    assertEquals(name, filter.shareName());
    assertEquals(pattern, filter.pattern());
    assertEquals(text, filter.value());
    assertEquals(pattern, filter.unshared().value());
    assertFalse(filter.unshared().isShared());
    assertFalse(filter.equals(filter.unshared()));
  }

  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
    "sport/#, sport, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "#, $SYS/x, false",
    "+/monitor/Clients, $SYS/monitor/Clients, false",
    "$SYS/#, $SYS/, true",
    "$SYS/monitor/+, $SYS/monitor/Clients, true",
    "#, /, true",
    "a, A, false",
    "a/b, a, false",
    "a, a/b, false",
    "$share/g/a/+, a/b, true",
    "$share/g/#, $SYS/x, false",
  })
  void theStandardsExamples(String filter, String topic, boolean matches) {
    assertEquals(matches, TopicFilter.of(filter).matches(TopicName.of(topic)));
  }

  /** The same said in another language: a regular expression. */
  private static boolean model(String filter, String topic) {
    if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
      return false;
    }
    String regex =
        filter
            .chars()
            .mapToObj(
                c -> c == '+' ? "[^/]*" : c == '#' ? ".*" : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    if (filter.endsWith("/#")) {
      String slash = Pattern.quote("/");
      regex = regex.substring(0, regex.length() - slash.length() - 2) + "(/.*)?";
    }
    return Pattern.compile(regex, Pattern.DOTALL).matcher(topic).matches();
  }

  private static String levels(Random random, String... choice) {
    return Stream.generate(() -> choice[random.nextInt(choice.length)])
        .limit(1 + random.nextInt(4))
        .collect(Collectors.joining("/"));
  }

  @Test
  void matchesAsTheModelDoes() {
    Random random = new Random(4);
    int hits = 0;
    int rounds = 50_000;
    for (int i = 0; i < rounds; i++) {
      String topic = levels(random, "", "a", "b", "ab", "$", "é");
      String filter = levels(random, "", "a", "b", "ab", "$", "é", "+", "+");
      if (random.nextInt(3) == 0) {
        filter = random.nextInt(5) == 0 ? "#" : filter + "/#";
      }
      if (topic.isEmpty() || filter.isEmpty()) {
        continue;
      }
      boolean expected = model(filter, topic);
      hits += expected ? 1 : 0;
      assertEquals(
          expected, TopicFilter.of(filter).matches(TopicName.of(topic)), filter + " and " + topic);
    }
    assertTrue(hits > rounds / 20, hits + " hits");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, false, 2",
    "+, true, 1",
    "a/+/c, true, 3",
    "#, true, 1",
    "a/#, true, 2",
    "$share/g/a, false, 1",
    "$share/g/a/#, true, 2"
  })
  void wildcardsAndLevels(String text, boolean wildcard, int levels) {
    assertEquals(wildcard, TopicFilter.of(text).hasWildcard());
    assertEquals(levels, TopicFilter.of(text).levels());
  }
}
