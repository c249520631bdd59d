package io.heddle.api;

import java.util.List;
import java.util.Optional;

/** The configuration in effect. It does not change while the broker runs, unless it is reloaded. */
public interface Settings {
  /**
   * A setting.
   *
   * @param value as text; {@code ***} in the place of a secret
   * @param origin where the value came from: {@code default}, {@code FILE:LINE}, {@code environment
   *     NAME}, {@code -D} or {@code map}
   */
  record Setting(String key, String value, String origin) {}

  /** Every setting, in the order of the settings page. */
  List<Setting> all();

  /** The setting with a key. */
  default Optional<Setting> find(String key) {
    return all().stream().filter(setting -> setting.key().equals(key)).findFirst();
  }
}
