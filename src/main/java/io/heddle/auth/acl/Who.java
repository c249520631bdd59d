package io.heddle.auth.acl;

import io.heddle.api.AddressRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads whom a rule of Heddle's format is about: {@code all}, or conditions that must all hold,
 * each with one or more values of which one must fit.
 */
final class Who {
  private static final String ALL = "all";
  private static final String ANONYMOUS = "anonymous";

  /** Of these a client has one only, so two conditions would contradict each other. */
  private static final List<String> SINGLE = List.of(ANONYMOUS, "user", "client", "address");

  private static final List<String> KEYWORDS =
      List.of(ALL, ANONYMOUS, "user", "client", "group", "address", "certificate");

  private final Words words;
  private final List<String> actions;
  private final List<Condition> conditions = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  Who(Words words, List<String> actions) {
    this.words = words;
    this.actions = actions;
  }

  List<Condition> conditions() throws Mistake {
    if (!KEYWORDS.contains(words.peek())) {
      throw words.isEmpty()
          ? new Mistake("it is not said who; allowed are " + String.join(", ", KEYWORDS))
          : Mistake.unknown("client", words.peek(), KEYWORDS);
    }
    while (!words.isEmpty() && !isAction(words.peek())) {
      String keyword = words.next();
      if (!KEYWORDS.contains(keyword)) {
        List<String> allowed = new ArrayList<>(actions);
        KEYWORDS.stream().filter(k -> !k.equals(ALL)).forEach(allowed::add);
        throw Mistake.unknown("action or condition", keyword, allowed);
      }
      requireNoContradiction(keyword);
      if (!keyword.equals(ALL)) {
        conditions.add(condition(keyword));
      }
    }
    return conditions;
  }

  /** Whether this begins a list of actions: {@code publish}, {@code publish,subscribe}. */
  private boolean isAction(String word) {
    int comma = word.indexOf(',');
    return actions.contains(comma < 0 ? word : word.substring(0, comma));
  }

  private void requireNoContradiction(String keyword) throws Mistake {
    boolean again = !said.add(keyword);
    if (said.contains(ALL) && (again || said.size() > 1)) {
      throw new Mistake(keyword + ": all stands alone");
    }
    if (again && SINGLE.contains(keyword)) {
      throw new Mistake(
          keyword + ": comes twice, and never both hold; several values are joined by commas");
    }
    if (said.contains(ANONYMOUS) && said.contains("user")) {
      throw new Mistake(keyword + ": who is anonymous has no user name");
    }
  }

  private Condition condition(String keyword) throws Mistake {
    if (keyword.equals(ANONYMOUS)) {
      return new Condition.Anonymous();
    }
    if (words.isEmpty()) {
      throw new Mistake(keyword + ": the value is missing");
    }
    String value = words.nextList();
    return switch (keyword) {
      case "user" -> new Condition.User(names(value));
      case "client" -> new Condition.Identifier(names(value));
      case "group" -> new Condition.Group(names(value));
      case "address" -> new Condition.Address(ranges(value));
      default -> certificate(value);
    };
  }

  private static Set<String> names(String value) throws Mistake {
    return Set.copyOf(Words.split(value));
  }

  private static List<AddressRange> ranges(String value) throws Mistake {
    List<AddressRange> ranges = new ArrayList<>();
    for (String range : Words.split(value)) {
      try {
        ranges.add(AddressRange.parse(range));
      } catch (IllegalArgumentException wrong) {
        throw new Mistake(String.valueOf(wrong.getMessage()));
      }
    }
    return List.copyOf(ranges);
  }

  private static Condition certificate(String value) throws Mistake {
    int equals = value.indexOf('=');
    if (equals < 0) {
      throw new Mistake(value + ": allowed is ATTRIBUTE=\"VALUE\", such as O=\"Acme\"");
    }
    String attribute = value.substring(0, equals);
    if (!DistinguishedName.NAMES.contains(attribute)) {
      throw Mistake.unknown("attribute of a subject", attribute, DistinguishedName.NAMES);
    }
    return new Condition.Certificate(attribute, names(value.substring(equals + 1)));
  }
}
