package io.heddle.auth.acl;

import io.heddle.api.Client;
import org.jspecify.annotations.Nullable;

/** The topics that a rule is about, before it is known who asks. */
sealed interface Topics {

  /**
   * What this means for a client, and for a verb; null when the rule is not about that client at
   * all.
   *
   * @param allows whether the rule allows
   */
  @Nullable FilterPattern forClient(Client client, Verb verb, boolean allows);

  /** A Topic Filter that is the same for everybody. */
  record Filter(FilterPattern pattern) implements Topics {
    @Override
    public FilterPattern forClient(Client client, Verb verb, boolean allows) {
      return pattern;
    }
  }

  /**
   * A text in which wildcards are letters.
   *
   * @param text is what it is compared with
   * @param filter is what it would be as a filter: whoever may subscribe to exactly that receives
   *     what it brings
   */
  record Exactly(FilterPattern text, FilterPattern filter) implements Topics {
    @Override
    public FilterPattern forClient(Client client, Verb verb, boolean allows) {
      return verb == Verb.RECEIVE && allows ? filter : text;
    }
  }

  /**
   * A Topic Filter with {@code %u} or {@code %c}, for the user name and the client identifier.
   *
   * <p>A name that is empty, has a {@code +}, {@code #}, {@code /} or U+0000, or would make the
   * topic begin with {@code $}, could make the filter wider than it was meant. With such a name a
   * rule that allows is about nothing, and one that denies is about everything from that level on:
   * either way nobody gets further by choosing a name.
   */
  record Template(String text) implements Topics {
    static boolean isTemplate(String text) {
      return text.contains("%u") || text.contains("%c");
    }

    @Override
    public @Nullable FilterPattern forClient(Client client, Verb verb, boolean allows) {
      String user = client.userName();
      if (user == null && text.contains("%u")) {
        return null;
      }
      StringBuilder filled = new StringBuilder(text.length() + 16);
      for (int i = 0; i < text.length(); i++) {
        String name = name(i, user, client.clientId());
        if (name == null) {
          filled.append(text.charAt(i));
        } else if (isHarmless(name, filled.isEmpty())) {
          filled.append(name);
          i++;
        } else {
          filled.setLength(filled.lastIndexOf("/") + 1);
          return allows ? null : below(filled.toString());
        }
      }
      return FilterPattern.of(filled.toString());
    }

    /** A {@code #} in front would leave out what begins with {@code $}, as the name may. */
    private static FilterPattern below(String levels) {
      return levels.isEmpty() ? FilterPattern.EVERYTHING : FilterPattern.of(levels + '#');
    }

    private @Nullable String name(int index, @Nullable String user, String clientId) {
      if (text.startsWith("%u", index)) {
        return user;
      }
      return text.startsWith("%c", index) ? clientId : null;
    }

    private static boolean isHarmless(String name, boolean first) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c == '+' || c == '#' || c == '/' || c == 0) {
          return false;
        }
      }
      return !name.isEmpty() && !(first && name.charAt(0) == '$');
    }
  }
}
