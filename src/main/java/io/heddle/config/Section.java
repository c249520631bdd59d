package io.heddle.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are there once for each name that somebody gives: {@code PREFIX.NAME.KEY}. Listeners
 * and extensions have rules of their own.
 *
 * @param prefix what the keys begin with, and a dot
 * @param what a name stands for, for people
 * @param example a name that the settings file shows
 * @param rows with {@code NAME} in their keys
 */
record Section(String prefix, String what, String example, List<Setting<?>> rows) {
  private static final String MARK = "NAME";

  /** The section that a key belongs to; null when it is none. */
  static @Nullable Section of(String key) {
    for (Section section : Table.SECTIONS) {
      if (section.name(key) != null) {
        return section;
      }
    }
    return null;
  }

  /** What stands between the prefix and the next dot; null when a key has no such thing. */
  @Nullable String name(String key) {
    int dot = key.indexOf('.', prefix.length());
    return key.startsWith(prefix) && dot > prefix.length()
        ? key.substring(prefix.length(), dot)
        : null;
  }

  /** The setting with a key of this section; null when there is none. */
  @Nullable Setting<?> find(String key) {
    String name = name(key);
    if (name == null || !ListenerSettings.isName(name)) {
      return null;
    }
    String row = prefix + MARK + key.substring(prefix.length() + name.length());
    return rows.stream()
        .filter(each -> each.key().equals(row))
        .findFirst()
        .<Setting<?>>map(each -> each.of(name))
        .orElse(null);
  }

  /** The names that somebody gave a value for, in alphabetical order. */
  Set<String> names(Values values) {
    Set<String> names = new TreeSet<>();
    for (Given given : values.all()) {
      String name = name(given.key());
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** All rows of all names. */
  List<Setting<?>> settings(Values values) {
    List<Setting<?>> all = new ArrayList<>();
    names(values).forEach(name -> rows.forEach(row -> all.add(row.of(name))));
    return all;
  }
}
