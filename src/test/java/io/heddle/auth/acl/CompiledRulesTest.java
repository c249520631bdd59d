package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules by chance, written as text and read again, answer as the same rules do that are gone
 * through one by one, with the standard's matching and no short cut.
 */
class CompiledRulesTest {
  private static final List<String> LEVELS = List.of("a", "b", "$s", "u1", "c2", "%u", "%c", "+");
  private static final List<String> USERS = List.of("u1", "u2", "a", "a/b", "+", "$s");
  private static final List<String> IDS = List.of("c1", "c2", "b", "#", "b/a");

  /** Every topic that is worth a thought, for telling what a filter covers. */
  private static final List<TopicName> NAMES =
      topics(4, Stream.of("a", "b", "$s", "u1", "x").toList());

  private final Random random = new Random(20260107);

  private static List<TopicName> topics(int most, List<String> levels) {
    List<String> all = new ArrayList<>();
    List<String> last = levels;
    for (int i = 1; i <= most; i++) {
      all.addAll(last);
      last = last.stream().flatMap(t -> levels.stream().map(l -> t + "/" + l)).toList();
    }
    return all.stream().map(TopicName::of).toList();
  }

  /** A rule as it was thrown, before it is written. */
  private record Thrown(
      boolean allow, String who, String name, String verb, List<String> filters, String option) {
    String line() {
      return String.join(
              " ", allow ? "allow" : "deny", who, name, verb, String.join(" ", filters), option)
          .replaceAll(" +", " ")
          .strip();
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String filter(boolean placeholders) {
    StringBuilder filter = new StringBuilder();
    int levels = 1 + random.nextInt(3);
    for (int i = 0; i < levels; i++) {
      String level = any(LEVELS);
      while (!placeholders && level.startsWith("%")) {
        level = any(LEVELS);
      }
      filter.append(i == 0 ? "" : "/").append(level);
    }
    return random.nextInt(4) == 0 ? filter + "/#" : filter.toString();
  }

  private Thrown rule() {
    String who = any(List.of("all", "all", "all", "user", "client", "anonymous"));
    String name =
        who.equals("user") ? "\"" + any(USERS) + "\"" : who.equals("client") ? any(IDS) : "";
    String verb = any(List.of("", "publish", "subscribe", "publish,subscribe"));
    List<String> filters = new ArrayList<>();
    for (int i = verb.isEmpty() ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      filters.add((random.nextInt(5) == 0 ? "=" : "") + filter(true));
    }
    String option = verb.contains("publish") && random.nextInt(4) == 0 ? "retain" : "";
    return new Thrown(random.nextBoolean(), who, name, verb, filters, option);
  }

  @Test
  void asOneByOne() {
    Map<String, Integer> seen = new HashMap<>();
    for (int round = 0; round < 400; round++) {
      List<Thrown> thrown = Stream.generate(this::rule).limit(1 + random.nextInt(8)).toList();
      String[] lines = thrown.stream().map(Thrown::line).toArray(String[]::new);
      Asked rules = Asked.rules(lines);
      for (int i = 0; i < 20; i++) {
        String user = random.nextInt(4) == 0 ? null : any(USERS);
        Client client = Asked.client(user, any(IDS));
        String verb = any(List.of("publish", "retain", "subscribe", "receive"));
        String text = verb.equals("subscribe") ? filter(false) : any(NAMES).value();
        String expected = oneByOne(thrown, client, verb, text);
        assertEquals(
            expected,
            rules.says(client, verb + " " + text),
            () -> client + " " + verb + " " + text + "\n" + String.join("\n", lines));
        seen.merge(verb + expected.replaceAll(" .*", ""), 1, Integer::sum);
      }
    }
    assertEquals(12, seen.size(), () -> "every verb with every answer: " + seen);
    assertTrue(seen.values().stream().allMatch(count -> count > 50), seen::toString);
  }

  private static String oneByOne(List<Thrown> rules, Client client, String verb, String text) {
    for (int i = 0; i < rules.size(); i++) {
      Thrown rule = rules.get(i);
      if (concerns(rule, client)
          && isAbout(rule, verb)
          && (rule.filters().isEmpty()
              || rule.filters().stream()
                  .anyMatch(f -> fits(f, rule.allow(), client, verb, text)))) {
        return (rule.allow() ? "allow " : "deny ") + (i + 1);
      }
    }
    return "none";
  }

  private static boolean concerns(Thrown rule, Client client) {
    return switch (rule.who()) {
      case "user" -> rule.name().equals("\"" + client.userName() + "\"");
      case "client" -> rule.name().equals(client.clientId());
      case "anonymous" -> client.userName() == null;
      default -> true;
    };
  }

  private static boolean isAbout(Thrown rule, String verb) {
    boolean publishes = verb.equals("publish") || verb.equals("retain");
    return (rule.verb().isEmpty() || rule.verb().contains(publishes ? "publish" : "subscribe"))
        && !(verb.equals("publish") && rule.option().equals("retain"));
  }

  private static boolean fits(
      String filter, boolean allow, Client client, String verb, String text) {
    if (filter.startsWith("=")) {
      return filter.equals("=" + text)
          || allow
              && verb.equals("receive")
              && TopicFilter.of(filter.substring(1)).matches(TopicName.of(text));
    }
    String filled = "";
    for (String level : filter.split("/")) {
      String name =
          level.equals("%u") ? client.userName() : level.equals("%c") ? client.clientId() : level;
      if (filter.contains("%u") && client.userName() == null) {
        return false;
      }
      if (level.startsWith("%")
          && (name.contains("/")
              || name.contains("+")
              || name.contains("#")
              || filled.isEmpty() && name.startsWith("$"))) {
        return !allow && (filled.isEmpty() || covers(filled + "#", text));
      }
      filled += name + "/";
    }
    return covers(filled.substring(0, filled.length() - 1), text);
  }

  private static boolean covers(String rule, String asked) {
    TopicFilter outer = TopicFilter.of(rule);
    TopicFilter inner = TopicFilter.of(asked);
    return Stream.concat(NAMES.stream(), Stream.of(TopicName.of(asked.replaceAll("[+#]", "x"))))
        .noneMatch(name -> inner.matches(name) && !outer.matches(name));
  }
}
