package io.heddle;

import io.heddle.api.Settings;
import io.heddle.config.Configuration;
import io.heddle.config.Effective;
import java.util.List;
import java.util.Locale;

/** The configuration of a broker, as the API shows it. Immutable. */
record EffectiveSettings(List<Setting> all) implements Settings {
  /** What the last part of a key says when its value is nobody's business. */
  private static final List<String> SECRETS = List.of("password", "secret", "token");

  static EffectiveSettings of(Configuration configuration) {
    return new EffectiveSettings(
        configuration.effective().stream().map(EffectiveSettings::shown).toList());
  }

  private static Setting shown(Effective setting) {
    String name = setting.key().substring(setting.key().lastIndexOf('.') + 1);
    boolean secret = SECRETS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    String value = secret && !setting.value().isEmpty() ? "***" : setting.value();
    return new Setting(setting.key(), value, setting.origin());
  }
}
