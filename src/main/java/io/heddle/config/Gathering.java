package io.heddle.config;

import io.heddle.config.Given.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes values from the sources, the weakest first, and checks each, also those that a stronger
 * source replaces. Nothing is thrown: the errors are collected, so that all are told at once.
 */
final class Gathering {
  private final Map<String, Given> given = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private final Set<String> doubtful = new HashSet<>();

  /** Takes a file's. */
  void file(Path path) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (PropertiesFile.Entry entry : PropertiesFile.read(path, errors)) {
      Given value =
          new Given(entry.key(), entry.value().strip(), Origin.line(path.toString(), entry.line()));
      Integer earlier = lines.putIfAbsent(entry.key(), entry.line());
      if (earlier != null) {
        errors.add(value.error("given twice; the first time in line " + earlier));
      }
      take(value, "");
    }
  }

  /** Takes what the image brings, which is weaker than all that somebody gives. */
  void home(Path home) {
    Path extensions = home.resolve("extensions");
    if (Files.isDirectory(extensions)) {
      bring(ExtensionSettings.FOLDER, extensions);
    }
    bring(DataSettings.DIRECTORY, home.resolve("data"));
  }

  private void bring(Setting<String> setting, Path folder) {
    given.put(setting.key(), new Given(setting.key(), folder.toString(), Origin.IMAGE));
  }

  /** Takes the environment's, in the order of the names. */
  void environment(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (Environment.isSetting(name, value)) {
            take(new Given(Environment.key(name), value.strip(), Origin.variable(name)), name);
          }
        });
  }

  /** Takes the command line's. */
  void options(Map<String, String> options) {
    options.forEach((key, value) -> take(new Given(key.strip(), value.strip(), Origin.OPTION), ""));
  }

  /** Takes an embedder's, in the order of the keys. */
  void map(Map<String, String> map) {
    new TreeMap<>(map).forEach((key, value) -> take(new Given(key, value.strip(), Origin.MAP), ""));
  }

  private void take(Given value, String variable) {
    Setting<?> setting = Table.find(value.key());
    if (setting == null) {
      boolean nameless = value.key().isEmpty();
      errors.add(
          nameless
              ? value.origin().prefix() + "a value without a key"
              : value.error(unknown(value.key(), variable)));
      return;
    }
    String problem = setting.problem(value.value());
    if (problem.isEmpty()) {
      given.put(value.key(), value);
    } else {
      errors.add(value.valueError(problem));
      doubtful.add(String.valueOf(Table.listenerName(value.key())));
    }
  }

  private static String unknown(String key, String variable) {
    String name = Table.listenerName(key);
    if (name != null && !ListenerSettings.isListener(name)) {
      return "'"
          + name
          + "' cannot name a listener; "
          + (ListenerSettings.isName(name)
              ? "so clients in the program are called"
              : "allowed is lower-case letters and digits with single hyphens between them");
    }
    Section section = Section.of(key);
    if (section != null && !ListenerSettings.isName(String.valueOf(section.name(key)))) {
      return "'"
          + section.name(key)
          + "' cannot name "
          + section.what()
          + "; allowed is lower-case letters and digits with single hyphens between them";
    }
    if (key.startsWith("extension.")) {
      return "the key of an extension is extension.NAME.KEY; allowed as NAME is lower-case letters and digits with single hyphens between them";
    }
    String nearest = Table.nearest(key);
    String asVariable = variable.isEmpty() ? "" : " (" + Environment.variable(nearest) + ")";
    return "no such key; the nearest is " + nearest + asVariable;
  }

  /**
   * What was gathered.
   *
   * @throws ConfigurationException with all errors, when there are any
   */
  Values values() throws ConfigurationException {
    Values values = new Values(given);
    errors.addAll(ListenerProblems.of(values, doubtful));
    errors.addAll(Outside.problems(values));
    errors.addAll(AdminSettings.problems(values));
    errors.addAll(ExtensionSettings.problems(values));
    errors.addAll(RewriteSettings.problems(values));
    errors.addAll(AutoSubscribeSettings.problems(values));
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return values;
  }
}
