package io.heddle.config;

import io.heddle.auth.http.HttpOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the settings of those who are asked outside the broker have in common. */
final class Outside {
  static final Kind<String> FILE = FilePath.ofFile();
  static final Kind<String> WEB =
      new Address("an address that begins with http:// or https://", HttpOptions::problem);

  private Outside() {}

  /** The value of a setting that may have none. */
  static @Nullable String text(Values values, Setting<String> setting) {
    String text = values.text(setting);
    return text.isEmpty() ? null : text;
  }

  /** The file that a setting names. */
  static @Nullable Path path(Values values, Setting<String> setting) {
    String text = text(values, setting);
    return text == null ? null : Path.of(text);
  }

  static External external(Values values) {
    return new External(
        JwtSettings.options(values),
        HttpSettings.AUTH.options(values),
        LdapSettings.setup(values),
        HttpSettings.ACL.options(values));
  }

  /** All settings. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(JwtSettings.ALL);
    all.addAll(HttpSettings.AUTH.all());
    all.addAll(LdapSettings.ALL);
    all.addAll(HttpSettings.ACL.all());
    return all;
  }

  /** What is wrong although each value is right. */
  static List<String> problems(Values values) {
    return LdapSettings.problems(values);
  }

  /** An error about a setting that somebody gave. */
  static String error(Values values, Setting<?> setting, String problem) {
    Given given = values.given(setting);
    return given == null ? setting.key() + ": " + problem : given.valueError(problem);
  }
}
