package io.heddle.auth.acl;

import io.heddle.mqtt.TopicFilter;

/**
 * A Topic Filter as it stands in a file, in the form that the standard demands.
 *
 * @param text which is no Shared Subscription's: rules are about what comes after the share
 */
record FilterText(String text) {

  static FilterText of(String text) throws Mistake {
    TopicFilter filter;
    try {
      filter = TopicFilter.of(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake(text + ": no topic filter: " + e.getMessage());
    }
    if (filter.isShared()) {
      throw new Mistake(
          text + ": a rule is about the filter without $share/NAME/: " + filter.pattern());
    }
    return new FilterText(text);
  }

  /** In which placeholders are letters. */
  Topics filter() {
    return new Topics.Filter(FilterPattern.of(text));
  }

  /** In which wildcards and placeholders are letters. */
  Topics exactly() {
    return new Topics.Exactly(FilterPattern.exactly(text), FilterPattern.of(text));
  }

  /** In which placeholders are filled in. */
  Topics template() {
    return Topics.Template.isTemplate(text) ? new Topics.Template(text) : filter();
  }

  /** Refuses placeholders that share their level: {@code %u-%c} is the same for too many. */
  FilterText requireWholeLevels() throws Mistake {
    for (String level : text.split("/", -1)) {
      if (level.startsWith("${") || level.length() > 2 && Topics.Template.isTemplate(level)) {
        throw new Mistake(
            text
                + ": "
                + level
                + ": placeholders are %u (user name) and %c (client identifier), alone in their"
                + " level; the text itself is matched by a filter that begins with =");
      }
    }
    return this;
  }
}
