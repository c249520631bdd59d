package io.heddle.builtin;

import io.heddle.api.Client;
import io.heddle.mqtt.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes another topic, or filter, of one. Both are taken as text, level by level: {@code +} in the
 * rule's filter is any one level, also a {@code +} that somebody subscribes with, and {@code #} is
 * all that is left. Immutable.
 */
public final class RewriteRule {
  private static final String REST = "{#}";
  private static final Pattern MARK = Pattern.compile("\\{([^}]*)}");

  private final Scope scope;
  private final List<String> filter;
  private final String beginning;
  private final String to;

  /** What a rule is about. */
  public enum Scope {
    PUBLISH,
    SUBSCRIBE,
    ALL
  }

  /**
   * A rule of which {@link #problem} has found none.
   *
   * @param filter what it is about
   * @param to what becomes of that
   */
  public RewriteRule(Scope scope, String filter, String to) {
    this.scope = scope;
    this.filter = List.of(filter.split("/", -1));
    this.beginning = beginning(filter);
    this.to = to;
  }

  /** What is written out before the first wildcard, without the slash, so that # has its parent. */
  private static String beginning(String filter) {
    int end = 0;
    while (end < filter.length() && filter.charAt(end) != '+' && filter.charAt(end) != '#') {
      end++;
    }
    return end < filter.length() && end > 0
        ? filter.substring(0, end - 1)
        : filter.substring(0, end);
  }

  /** What is wrong with a filter; empty when nothing is. */
  public static String filterProblem(String filter) {
    try {
      return TopicFilter.of(filter).isShared()
          ? "a rule is about what follows $share/NAME/, which stays as it is"
          : "";
    } catch (IllegalArgumentException e) {
      return "not a topic filter (" + e.getMessage() + ")";
    }
  }

  /** What is wrong with what a right filter is to become; empty when nothing is. */
  public static String problem(String filter, String to) {
    long singles = List.of(filter.split("/", -1)).stream().filter("+"::equals).count();
    Matcher mark = MARK.matcher(to);
    while (mark.find()) {
      String number = mark.group(1);
      if (number.equals("#")) {
        if (!filter.endsWith("#")) {
          return REST + ": the filter has no #";
        }
      } else if (!number.matches("[1-9][0-9]?")) {
        return mark.group() + ": allowed are {1}, {2} and so on, and " + REST;
      } else if (Integer.parseInt(number) > singles) {
        return mark.group() + ": the filter has " + singles + " levels +";
      }
    }
    return textProblem(to);
  }

  private static String textProblem(String to) {
    for (String level : to.split("/", -1)) {
      if (level.contains(REST) && !level.equals(REST)) {
        return level + ": " + REST + " stands alone in its level";
      }
    }
    if (to.startsWith("$share/")) {
      return "$share/NAME/ is kept, and cannot be added";
    }
    String plain = MARK.matcher(to).replaceAll("x");
    if (plain.isEmpty() || plain.contains("+") || plain.contains("#")) {
      return "a topic is not empty and has no wildcards; what a wildcard stood for is {1} or "
          + REST;
    }
    return Names.problem(to);
  }

  /** Whether it is about what is published, else about filters. */
  boolean isFor(Scope what) {
    return scope == Scope.ALL || scope == what;
  }

  /**
   * What a topic or filter becomes: perhaps nothing that can be one. Null when the rule is not
   * about it, or not about this client because a name that is to be put in is none or could do
   * harm.
   */
  @Nullable String apply(String text, Client client) {
    if (!text.startsWith(beginning)) {
      return null;
    }
    List<String> captured = new ArrayList<>();
    String rest = match(text.split("/", -1), captured);
    if (rest == null) {
      return null;
    }
    String named = Names.fill(to, client);
    return named == null ? null : filled(named, captured, rest);
  }

  /** What {@code #} stands for, empty for no level at all; null when the text does not match. */
  private @Nullable String match(String[] levels, List<String> captured) {
    if (levels[0].startsWith("$") && isWildcard(filter.getFirst())) {
      return null;
    }
    int i = 0;
    for (String level : filter) {
      if (level.equals("#")) {
        List<String> rest = List.of(levels).subList(Math.min(i, levels.length), levels.length);
        return String.join("/", rest);
      }
      if (i == levels.length) {
        return null;
      }
      boolean one = level.equals("+") && !levels[i].equals("#");
      if (!one && !level.equals(levels[i])) {
        return null;
      }
      if (one) {
        captured.add(levels[i]);
      }
      i++;
    }
    return i == levels.length ? "" : null;
  }

  private static boolean isWildcard(String level) {
    return level.equals("+") || level.equals("#");
  }

  /** A rest that is nothing takes its level with it. */
  private static String filled(String to, List<String> captured, String rest) {
    List<String> levels = new ArrayList<>();
    for (String level : to.split("/", -1)) {
      if (!level.equals(REST)) {
        levels.add(
            MARK.matcher(level)
                .replaceAll(mark ->
                    Matcher.quoteReplacement(captured.get(Integer.parseInt(mark.group(1)) - 1))));
      } else if (!rest.isEmpty()) {
        levels.add(rest);
      }
    }
    return String.join("/", levels);
  }
}
