package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Heddle's own format: {@code allow|deny WHO [ACTIONS [FILTERS] [OPTIONS]]}, one rule a line, in
 * the order in which they are asked.
 */
final class HeddleFormat {
  static final List<String> KEYWORDS = List.of("allow", "deny");

  private static final List<String> ACTIONS = List.of("connect", "publish", "subscribe");
  private static final String MAX_QOS = "max-qos";
  private static final String RETAIN = "retain";
  private static final String NO_RETAIN = "no-retain";
  private static final List<String> OPTIONS = List.of(MAX_QOS, RETAIN, NO_RETAIN);

  private final SourceLine line;
  private final Words words;
  private final Set<String> actions = new LinkedHashSet<>();
  private final Set<String> options = new LinkedHashSet<>();
  private final List<Topics> topics = new ArrayList<>();
  private RetainFlag retain = RetainFlag.ANY;
  private Qos most = Qos.EXACTLY_ONCE;

  private HeddleFormat(SourceLine line) throws Mistake {
    this.line = line;
    this.words = new Words(line.text());
  }

  static List<Rule> rules(List<SourceLine> lines, List<String> errors) {
    List<Rule> rules = new ArrayList<>();
    for (SourceLine line : lines) {
      try {
        rules.add(new HeddleFormat(line).rule());
      } catch (Mistake e) {
        errors.add(line.place() + ": " + e.words());
      }
    }
    return rules;
  }

  private Rule rule() throws Mistake {
    String effect = words.next();
    if (!KEYWORDS.contains(effect)) {
      throw Mistake.unknown("rule", effect, KEYWORDS);
    }
    boolean allows = effect.equals("allow");
    List<Condition> who = new Who(words, ACTIONS).conditions();
    if (!words.isEmpty()) {
      readActions();
      readFilters();
      readOptions(allows);
    }
    Access answer = allows ? new Access.Allowed(most, line.rule()) : new Access.Denied(line.rule());
    return new Rule(answer, who, verbs(), topics, retain);
  }

  /** Who names no action means topics: a last line {@code deny all} does not lock everybody out. */
  private Set<Verb> verbs() {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    if (actions.contains("connect")) {
      verbs.add(Verb.CONNECT);
    }
    if (actions.isEmpty() || actions.contains("publish")) {
      verbs.add(Verb.PUBLISH);
    }
    if (actions.isEmpty() || actions.contains("subscribe")) {
      verbs.add(Verb.SUBSCRIBE);
      verbs.add(Verb.RECEIVE);
    }
    return verbs;
  }

  private void readActions() throws Mistake {
    for (String action : Words.split(words.nextList())) {
      if (!ACTIONS.contains(action)) {
        throw Mistake.unknown("action", action, ACTIONS);
      }
      actions.add(action);
    }
  }

  private void readFilters() throws Mistake {
    boolean bare = false;
    while (!words.isEmpty() && !OPTIONS.contains(words.peek())) {
      String word = words.next();
      bare |= word.equals("#");
      topics.add(topics(word));
    }
    if (bare && topics.size() > 1) {
      // Whoever writes a comment behind a rule would otherwise open every topic.
      throw new Mistake("#: stands alone or in quotes, \"#\"; a comment has a line of its own");
    }
    if (!topics.isEmpty() && actions.contains("connect")) {
      throw new Mistake("connect: has no topic; give it a rule of its own");
    }
  }

  private static Topics topics(String word) throws Mistake {
    if (word.startsWith("=")) {
      return FilterText.of(Words.unquoted(word.substring(1))).exactly();
    }
    if (word.indexOf('"') < 0) {
      String option = Nearest.of(word, OPTIONS);
      if (option != null && Nearest.distance(word, option) <= 2) {
        throw new Mistake(
            word + ": the nearest is " + option + "; a topic of that name is \"" + word + "\"");
      }
      if (word.indexOf(',') >= 0) {
        throw new Mistake(word + ": blanks separate topics; one with a comma is \"" + word + "\"");
      }
    }
    return FilterText.of(Words.unquoted(word)).requireWholeLevels().template();
  }

  private void readOptions(boolean allows) throws Mistake {
    while (!words.isEmpty()) {
      String option = words.next();
      if (!options.add(option)) {
        throw new Mistake(option + ": comes twice");
      }
      switch (option) {
        case MAX_QOS -> readMost(allows);
        case RETAIN -> require(RetainFlag.SET, option);
        case NO_RETAIN -> require(RetainFlag.CLEAR, option);
        default -> throw Mistake.unknown("option", option, OPTIONS);
      }
    }
  }

  private void require(RetainFlag flag, String option) throws Mistake {
    if (!actions.contains("publish")) {
      throw new Mistake(option + ": is about publish alone");
    }
    if (retain != RetainFlag.ANY) {
      throw new Mistake(option + ": retain and no-retain together fit no message");
    }
    retain = flag;
  }

  private void readMost(boolean allows) throws Mistake {
    String level = words.isEmpty() ? "" : words.next();
    if (!level.matches("[012]")) {
      throw new Mistake(MAX_QOS + " " + level + ": allowed is 0, 1 or 2");
    }
    if (!allows) {
      throw new Mistake(MAX_QOS + ": limits what a rule allows; a rule that denies has none");
    }
    if (actions.equals(Set.of("connect"))) {
      throw new Mistake(MAX_QOS + ": is about publish and subscribe");
    }
    most = Qos.of(Integer.parseInt(level));
  }
}
