package io.heddle.config;

import io.heddle.builtin.RewriteRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The settings of rules that rewrite topics, and how they become that room's rules. */
final class RewriteSettings {
  static final Setting<List<String>> ORDER =
      Setting.derived(
          "rewrite.order",
          new Several<>(
              new Checked(
                  "the name of a rule",
                  text -> ListenerSettings.isName(text) ? "" : "'" + text + "' cannot name one"),
              "names of rules with commas between them, or empty"),
          "",
          "The rules that are looked at first, in this order; those that it does not name follow in that of the alphabet. The first that"
              + " matches decides.");

  static final Setting<RewriteRule.Scope> ACTION =
      Setting.of(
          "rewrite.NAME.action",
          new Kind.Choice<>(RewriteRule.Scope.class),
          "all",
          "What the rule NAME is about: topics that clients publish to, filters that they subscribe to and unsubscribe from, or both.");

  static final Setting<String> FILTER =
      Setting.optional(
          "rewrite.NAME.filter",
          new Checked("a topic filter, such as a/+/b/#", RewriteRule::filterProblem),
          "old/+/#",
          "The topics that it is about, as clients name them: without mount point and without $share/NAME/.");

  static final Setting<String> TO =
      Setting.optional(
          "rewrite.NAME.to",
          new Kind.Text("a topic with {1}, {2}, {#}, %u and %c"),
          "new/{1}/{#}",
          "What becomes of them: {1} is what the first + stood for, {#} is what # stood for; %u is the client's user name, %c its client"
              + " identifier.");

  static final Section RULES =
      new Section("rewrite.", "a rule", "meters", List.of(ACTION, FILTER, TO));

  static final List<Setting<?>> ALL = List.of(ORDER, ACTION, FILTER, TO);

  private RewriteSettings() {}

  /** The rules in their order. */
  static List<RewriteRule> rules(Values values) {
    Set<String> names = new LinkedHashSet<>(values.get(ORDER));
    names.addAll(RULES.names(values));
    return names.stream()
        .map(name ->
            new RewriteRule(
                values.get(ACTION.of(name)), values.get(FILTER.of(name)), values.get(TO.of(name))))
        .toList();
  }

  /** What is wrong although each value is right. */
  static List<String> problems(Values values) {
    List<String> problems = new ArrayList<>();
    Set<String> names = RULES.names(values);
    for (String name : names) {
      Setting<String> filter = FILTER.of(name);
      Setting<String> to = TO.of(name);
      if (values.text(filter).isEmpty()) {
        problems.add(Outside.error(values, filter, "a rule needs it"));
      } else if (values.text(to).isEmpty()) {
        problems.add(Outside.error(values, to, "a rule needs it"));
      } else {
        String problem = RewriteRule.problem(values.text(filter), values.text(to));
        if (!problem.isEmpty()) {
          problems.add(Outside.error(values, to, problem));
        }
      }
    }
    for (String name : values.get(ORDER)) {
      if (!names.contains(name)) {
        problems.add(Outside.error(values, ORDER, "there is no rule " + name));
      }
    }
    return problems;
  }
}
