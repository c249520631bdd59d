package io.heddle.laws;

import io.heddle.spec.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page {@code docs/conformance.md}: every normative statement of both standards, and the specs
 * that prove it or the reason why none does. Made from the tables of statements, the tags of the
 * specs and {@code reasons.tsv}.
 */
final class Conformance {
  /** A statement of a standard. */
  private record Statement(String tag, String role, String text, boolean observable) {}

  private static final Map<String, String> TABLES =
      new TreeMap<>(Map.of("3.1.1", "mqtt-3.1.1.tsv", "5.0", "mqtt-5.0.tsv"));

  private final Map<String, List<Statement>> standards = new TreeMap<>();
  private final Map<String, String> reasons = new TreeMap<>();
  private final Map<String, Set<String>> specs;

  /**
   * Reads the tables.
   *
   * @param specs tag to the names of the tests that have it
   */
  Conformance(Map<String, Set<String>> specs) {
    this.specs = specs;
    TABLES.forEach((standard, table) -> standards.put(standard, statements(standard, table)));
    for (Map<String, String> row : Tables.rows("reasons.tsv")) {
      reasons.put(row.get("id"), row.get("reason"));
    }
  }

  private static List<Statement> statements(String standard, String table) {
    return Tables.rows(table).stream()
        .map(row ->
            new Statement(
                standard + "/" + row.get("id"),
                row.get("role"),
                row.get("requirement"),
                row.get("observable").equals("yes")))
        .toList();
  }

  /**
   * What is wrong, one line each: statements with neither spec nor reason or with both, tags and
   * reasons of no statement.
   */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (Statement statement : all()) {
      known.add(statement.tag);
      boolean tested = specs.containsKey(statement.tag);
      boolean excused = reasons.containsKey(statement.tag);
      if (statement.observable && !tested && !excused) {
        gaps.add(statement.tag + " has neither a spec nor a reason: " + statement.text);
      }
      if (tested && excused) {
        gaps.add(statement.tag + " has a spec: take its reason out of reasons.tsv");
      }
    }
    specs.forEach((tag, names) -> {
      if (!known.contains(tag)) {
        gaps.add(tag + " is no statement, but a tag of " + names);
      }
    });
    reasons.keySet().stream()
        .filter(tag -> !known.contains(tag))
        .forEach(tag -> gaps.add(tag + " is no statement, but has a reason"));
    return gaps;
  }

  private List<Statement> all() {
    return standards.values().stream().flatMap(List::stream).toList();
  }

  /** The text of the page. */
  String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Conformance

        Every normative statement of MQTT 3.1.1 and 5.0, and what proves that Heddle keeps it: the specs, byte dialogues in
        `src/test/java/io/heddle/spec`, which run in the JVM and again over TCP against the image. A statement about clients is proved by
        breaking it. A statement without a spec has a reason. MQTT 3.1 has no numbered statements; its specs are in `spec/v31`.

        This page is generated: `make docs` writes it, and the build fails when it is not up to date, when a statement that can be observed
        from outside has neither a spec nor a reason, and when a tag names no statement.

        | standard | statements | observable | proved by specs | with a reason |
        |---|---|---|---|---|
        """);
    standards.forEach((standard, statements) -> page.append(summary(standard, statements)));
    standards.forEach((standard, statements) -> {
      page.append("\n## MQTT ").append(standard).append("\n\n");
      page.append("| id | role | statement | proof |\n|---|---|---|---|\n");
      statements.forEach(statement -> page.append(row(statement)));
    });
    return page.toString();
  }

  private String summary(String standard, List<Statement> statements) {
    long observable = statements.stream().filter(Statement::observable).count();
    long proved = statements.stream().filter(each -> specs.containsKey(each.tag)).count();
    long excused = statements.stream().filter(each -> reasons.containsKey(each.tag)).count();
    return "| MQTT %s | %d | %d | %d | %d |%n"
        .formatted(standard, statements.size(), observable, proved, excused)
        .replace(System.lineSeparator(), "\n");
  }

  private String row(Statement statement) {
    String id = statement.tag.substring(statement.tag.indexOf('/') + 1);
    return "| "
        + String.join(" | ", id, statement.role, cell(statement.text), proof(statement))
        + " |\n";
  }

  private String proof(Statement statement) {
    Set<String> names = specs.get(statement.tag);
    if (names != null) {
      return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining("<br>"));
    }
    return cell(reasons.getOrDefault(statement.tag, "not observable from outside"));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
