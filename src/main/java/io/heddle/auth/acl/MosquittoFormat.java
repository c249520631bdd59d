package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Mosquitto's {@code acl_file}. The lines {@code topic} are about the user of the last line {@code
 * user}, before the first about anonymous clients; the lines {@code pattern} are about everybody.
 * The order is not that of the file: what a {@code topic} denies comes first, then what one grants,
 * then the same of {@code pattern}. To subscribe is always granted, reading is decided for each
 * message.
 */
final class MosquittoFormat {
  static final List<String> KEYWORDS = List.of("topic", "user", "pattern");

  private static final List<String> ACCESS = List.of("read", "write", "readwrite", "deny");

  private final List<String> errors;
  private final List<Rule> topicsDenied = new ArrayList<>();
  private final List<Rule> topicsGranted = new ArrayList<>();
  private final List<Rule> patternsDenied = new ArrayList<>();
  private final List<Rule> patternsGranted = new ArrayList<>();
  private Condition section = new Condition.Anonymous();

  MosquittoFormat(List<String> errors) {
    this.errors = errors;
  }

  List<Rule> rules(List<SourceLine> lines) {
    List<Rule> rules = new ArrayList<>();
    for (SourceLine line : lines) {
      try {
        read(line);
      } catch (Mistake e) {
        errors.add(line.place() + ": " + e.words());
      }
    }
    String file = lines.getFirst().file();
    rules.add(
        rule(
            new Access.Allowed(
                Qos.EXACTLY_ONCE,
                file + ": Mosquitto's format: to subscribe is granted, reading decided later"),
            List.of(),
            Set.of(Verb.SUBSCRIBE),
            List.of()));
    rules.addAll(topicsDenied);
    rules.addAll(topicsGranted);
    if (!patternsDenied.isEmpty() || !patternsGranted.isEmpty()) {
      rules.add(
          rule(
              new Access.Denied(
                  file + ": no pattern is for a name that has a wildcard, as in Mosquitto"),
              List.of(new Condition.WildcardInName()),
              Set.of(Verb.PUBLISH, Verb.RECEIVE),
              List.of()));
    }
    rules.addAll(patternsDenied);
    rules.addAll(patternsGranted);
    return rules;
  }

  private void read(SourceLine line) throws Mistake {
    String rest = line.rest();
    switch (line.keyword()) {
      case "user" -> {
        if (rest.isEmpty()) {
          throw new Mistake("user: a name is missing");
        }
        section = new Condition.User(Set.of(rest));
      }
      case "topic" -> add(line, List.of(section), false);
      case "pattern" -> add(line, List.of(), true);
      default -> throw Mistake.unknown("line in Mosquitto's format", line.keyword(), KEYWORDS);
    }
  }

  private void add(SourceLine line, List<Condition> who, boolean pattern) throws Mistake {
    String[] words = line.rest().split("[ \t]+", 2);
    // A word alone is the topic, even one that could be the access.
    String access = words.length == 2 ? words[0] : "readwrite";
    String topic = words.length == 2 ? words[1] : words[0];
    if (!ACCESS.contains(access)) {
      throw Mistake.unknown("access", access, ACCESS);
    }
    FilterText text = FilterText.of(topic);
    List<Topics> topics = List.of(pattern ? text.template() : text.filter());
    if (access.equals("deny")) {
      (pattern ? patternsDenied : topicsDenied)
          .add(
              rule(
                  new Access.Denied(line.rule()), who, Set.of(Verb.PUBLISH, Verb.RECEIVE), topics));
    } else {
      (pattern ? patternsGranted : topicsGranted)
          .add(
              rule(
                  new Access.Allowed(Qos.EXACTLY_ONCE, line.rule()), who, granted(access), topics));
    }
  }

  private static Set<Verb> granted(String access) {
    return switch (access) {
      case "read" -> Set.of(Verb.RECEIVE);
      case "write" -> Set.of(Verb.PUBLISH);
      default -> Set.of(Verb.PUBLISH, Verb.RECEIVE);
    };
  }

  private static Rule rule(
      Access answer, List<Condition> who, Set<Verb> verbs, List<Topics> topics) {
    return new Rule(answer, who, verbs, topics, RetainFlag.ANY);
  }
}
