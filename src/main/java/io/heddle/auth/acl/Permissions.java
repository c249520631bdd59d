package io.heddle.auth.acl;

import io.heddle.api.Access;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules that come with a client and not in a file, as a value of JSON in one of EMQX's two forms.
 * What is wrong with them refuses the client: half of the rules could allow more than all.
 *
 * <p>An object with the lists {@code pub}, {@code sub} and {@code all} names everything that the
 * client may do, so the rest is denied. A list of rules is asked in order, and leaves to others
 * what none of them is about.
 */
public final class Permissions {
  private static final Set<String> LISTS = Set.of("pub", "sub", "all");
  private static final Set<String> PARTS =
      Set.of("permission", "action", "topic", "topics", "qos", "retain");

  /** EMQX's words for the placeholders. */
  private static final Map<String, String> PLACEHOLDERS =
      Map.of("${username}", "%u", "${clientid}", "%c");

  /** With this in front wildcards and placeholders are letters. */
  private static final String EXACTLY = "eq ";

  private final List<Rule> rules = new ArrayList<>();
  private final String source;

  private Permissions(String source) {
    this.source = source;
  }

  /**
   * The rules of a client.
   *
   * @param source what they are called in front of each rule, for people
   * @param json made of maps, lists, strings, numbers and booleans
   * @throws AclException when it is in neither of the two forms
   */
  public static ClientAuthorizer of(String source, @Nullable Object json, Client client)
      throws AclException {
    Permissions permissions = new Permissions(source);
    try {
      switch (json) {
        case Map<?, ?> lists -> permissions.lists(lists);
        case List<?> list -> permissions.rules(list);
        case null, default -> throw new Mistake("neither an object nor a list");
      }
    } catch (Mistake e) {
      throw new AclException(List.of(source + ": " + e.words()));
    }
    return new Brought(permissions.rules, client, ClientRules.of(permissions.rules, client));
  }

  private void lists(Map<?, ?> lists) throws Mistake {
    for (Map.Entry<?, ?> list : lists.entrySet()) {
      String name = String.valueOf(list.getKey());
      if (!LISTS.contains(name)) {
        throw Mistake.unknown("list", name, List.of("pub", "sub", "all"));
      }
      List<Topics> topics = topics(list.getValue());
      if (!topics.isEmpty()) {
        String rule = source + ": " + name + " " + list.getValue();
        add(new Access.Allowed(Qos.EXACTLY_ONCE, rule), verbs(name), topics, RetainFlag.ANY);
      }
    }
    Access rest = new Access.Denied(source + ": in none of its lists");
    add(rest, verbs("all"), List.of(), RetainFlag.ANY);
  }

  private void rules(List<?> list) throws Mistake {
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> parts)) {
        throw new Mistake("a rule that is no object");
      }
      rule(parts);
    }
  }

  private void rule(Map<?, ?> parts) throws Mistake {
    for (Object part : parts.keySet()) {
      if (!PARTS.contains(part)) {
        throw Mistake.unknown(
            "part of a rule", String.valueOf(part), List.copyOf(new TreeSet<>(PARTS)));
      }
    }
    String permission = String.valueOf(parts.get("permission"));
    String rule = source + ": " + parts;
    Access answer =
        switch (permission) {
          case "allow" -> new Access.Allowed(most(parts.get("qos")), rule);
          case "deny" -> new Access.Denied(rule);
          default -> throw Mistake.unknown("permission", permission, List.of("allow", "deny"));
        };
    if (answer instanceof Access.Denied && parts.containsKey("qos")) {
      throw new Mistake("qos: limits what a rule allows; a rule that denies has none");
    }
    List<Topics> topics = new ArrayList<>(topics(parts.get("topics")));
    if (parts.containsKey("topic")) {
      topics.addAll(topics(List.of(String.valueOf(parts.get("topic")))));
    }
    if (topics.isEmpty()) {
      throw new Mistake("a rule without a topic");
    }
    Object action = parts.get("action");
    Set<Verb> verbs = verbs(action == null ? "all" : action.toString());
    add(answer, verbs, topics, retain(parts.get("retain"), verbs));
  }

  private void add(Access answer, Set<Verb> verbs, List<Topics> topics, RetainFlag retain) {
    rules.add(new Rule(answer, List.of(), verbs, topics, retain));
  }

  private static Set<Verb> verbs(String action) throws Mistake {
    return switch (action) {
      case "pub", "publish" -> EnumSet.of(Verb.PUBLISH);
      case "sub", "subscribe" -> EnumSet.of(Verb.SUBSCRIBE, Verb.RECEIVE);
      case "all" -> EnumSet.of(Verb.PUBLISH, Verb.SUBSCRIBE, Verb.RECEIVE);
      default -> throw Mistake.unknown("action", action, List.of("publish", "subscribe", "all"));
    };
  }

  private static List<Topics> topics(@Nullable Object value) throws Mistake {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new Mistake("topics that are no list");
    }
    List<Topics> topics = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw new Mistake("a topic that is no text");
      }
      topics.add(topic(text));
    }
    return topics;
  }

  private static Topics topic(String text) throws Mistake {
    if (text.startsWith(EXACTLY)) {
      return FilterText.of(text.substring(EXACTLY.length())).exactly();
    }
    String filter = text;
    for (Map.Entry<String, String> placeholder : PLACEHOLDERS.entrySet()) {
      filter = filter.replace(placeholder.getKey(), placeholder.getValue());
    }
    return FilterText.of(filter).requireWholeLevels().template();
  }

  /** Rules know the highest level alone, so lists that leave out a lower one are not understood. */
  private static Qos most(@Nullable Object qos) throws Mistake {
    if (qos == null) {
      return Qos.EXACTLY_ONCE;
    }
    Set<String> levels = new TreeSet<>();
    for (Object level : qos instanceof List<?> list ? list : List.of(qos)) {
      levels.add(String.valueOf(level));
    }
    int most = levels.size() - 1;
    if (!List.copyOf(levels).equals(List.of("0", "1", "2").subList(0, most + 1))) {
      throw new Mistake("qos: allowed is 0, or the list of all levels from 0 to the highest");
    }
    return Qos.of(most);
  }

  private static RetainFlag retain(@Nullable Object retain, Set<Verb> verbs) throws Mistake {
    RetainFlag flag =
        switch (String.valueOf(retain)) {
          case "null", "all" -> RetainFlag.ANY;
          case "true" -> RetainFlag.SET;
          case "false" -> RetainFlag.CLEAR;
          default -> throw new Mistake("retain: allowed is true, false or all");
        };
    if (flag != RetainFlag.ANY && !verbs.equals(EnumSet.of(Verb.PUBLISH))) {
      throw new Mistake("retain: is about publish alone");
    }
    return flag;
  }
}
