package io.heddle.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of all settings: given ones, which are known to be valid, and otherwise the defaults.
 */
final class Values {
  private final Map<String, Given> given;

  Values(Map<String, Given> given) {
    this.given = given;
  }

  /** The value of a setting. */
  <T> T get(Setting<T> setting) {
    return setting.kind().parse(text(setting));
  }

  /** The value of a size whose 0 means a quarter of the heap. */
  long bytes(Setting<Long> setting) {
    long bytes = get(setting);
    return bytes == 0 ? ByteSize.heapShare() : bytes;
  }

  /** Whether somebody gave a value, be it an empty one. */
  boolean has(Setting<?> setting) {
    return given.containsKey(setting.key());
  }

  /** The value of a setting that may be without one; null when it is. */
  <T> @Nullable T maybe(Setting<T> setting) {
    return text(setting).isEmpty() ? null : get(setting);
  }

  /** The text of the value. */
  String text(Setting<?> setting) {
    Given own = given.get(setting.key());
    return own == null ? setting.fallback() : own.value();
  }

  /** What was given for a setting, or null. */
  @Nullable Given given(Setting<?> setting) {
    return given.get(setting.key());
  }

  /** The names of the listeners that somebody gave a value for, in alphabetical order. */
  Set<String> listeners() {
    return names(ListenerSettings.PREFIX);
  }

  /** What stands between that beginning of a key and the next dot, in alphabetical order. */
  Set<String> names(String prefix) {
    Set<String> names = new TreeSet<>();
    for (String key : given.keySet()) {
      if (key.startsWith(prefix)) {
        names.add(key.substring(prefix.length(), key.indexOf('.', prefix.length())));
      }
    }
    return names;
  }

  /** Everything that was given, in the order of the keys. */
  List<Given> all() {
    return given.values().stream().sorted(Comparator.comparing(Given::key)).toList();
  }

  /** Key and value of everything that was given. */
  Map<String, String> explicit() {
    Map<String, String> map = new LinkedHashMap<>();
    given.forEach((key, value) -> map.put(key, value.value()));
    return map;
  }
}
