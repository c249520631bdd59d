package io.heddle.config;

import io.heddle.extension.ExtensionOptions;
import io.heddle.extension.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of extensions: rows about all of them, and the sections of each, whose keys only it
 * knows.
 */
final class ExtensionSettings {
  /** What the keys of sections begin with. */
  private static final String PREFIX = "extension.";

  /** What the last part of a key ends with whose value is nobody's business. */
  private static final List<String> SECRETS = List.of("password", "secret", "token");

  private static final Kind<List<String>> NAMES =
      new Several<>(
          new Checked(
              "the name of an extension",
              text -> ListenerSettings.isName(text) ? "" : "'" + text + "' cannot name one"),
          "names of extensions with commas between them, or empty");

  static final Setting<String> FOLDER =
      Setting.optional(
          "extensions.folder",
          new FilePath("the path of a directory", false),
          "/opt/heddle/extensions",
          "The directory with a folder for each extension, named like it, with its jars (docs/extensions.md). Without a value there are"
              + " none; bin/heddle takes the directory extensions of its image when nobody gives one.");

  static final Setting<List<String>> ORDER =
      Setting.derived(
          "extensions.order",
          NAMES,
          "",
          "The extensions that start first, in this order; those that it does not name follow in that of the alphabet. They are asked in"
              + " the order in which they start.");

  static final Setting<List<String>> REQUIRED =
      Setting.derived(
          "extensions.required",
          NAMES,
          "",
          "The extensions without which the broker does not start. When another one fails that is in the log, and the broker runs without"
              + " it.");

  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "extensions.timeout",
          TimeSpan.between(Duration.ofMillis(100), Duration.ofMinutes(10)),
          "30s",
          "How long an extension may take to start, and to stop. One that takes longer to start has failed.");

  static final List<Setting<?>> ALL = List.of(FOLDER, ORDER, REQUIRED, TIMEOUT);

  private ExtensionSettings() {}

  /** The setting of a section with that key; null when it belongs to no extension. */
  static @Nullable Setting<?> find(String key) {
    String name = name(key);
    if (name == null || !ListenerSettings.isName(name)) {
      return null;
    }
    String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Kind<String> kind =
        SECRETS.stream().anyMatch(last::endsWith)
            ? new Secret("a secret")
            : new Kind.Text("a text");
    return Setting.optional(key, kind, "", "A setting of the extension " + name + ".");
  }

  /** What stands between {@code extension.} and the next dot; null when a key is none of those. */
  static @Nullable String name(String key) {
    int dot = key.indexOf('.', PREFIX.length());
    return key.startsWith(PREFIX) && dot > PREFIX.length() && dot < key.length() - 1
        ? key.substring(PREFIX.length(), dot)
        : null;
  }

  static ExtensionOptions options(Values values) {
    Map<String, Map<String, String>> sections = new HashMap<>();
    for (Given given : sections(values)) {
      String name = String.valueOf(name(given.key()));
      sections
          .computeIfAbsent(name, any -> new TreeMap<>())
          .put(given.key().substring(PREFIX.length() + name.length() + 1), given.value());
    }
    return new ExtensionOptions(
        folder(values),
        values.get(ORDER),
        Set.copyOf(new LinkedHashSet<>(values.get(REQUIRED))),
        values.get(TIMEOUT),
        sections);
  }

  /** What was given for sections, by key. */
  static List<Given> sections(Values values) {
    return values.all().stream().filter(given -> name(given.key()) != null).toList();
  }

  static @Nullable Path folder(Values values) {
    return Outside.path(values, FOLDER);
  }

  /** What is wrong although each value is right. */
  static List<String> problems(Values values) {
    List<String> problems = new ArrayList<>();
    Path folder = folder(values);
    if (folder != null && !Files.isDirectory(folder)) {
      problems.add(Outside.error(values, FOLDER, "there is no such directory"));
      return problems;
    }
    Set<String> there = Folders.below(folder).keySet();
    for (Given given : sections(values)) {
      String name = String.valueOf(name(given.key()));
      if (!there.contains(name)) {
        problems.add(given.error(absent(name, folder, there)));
      }
    }
    for (Setting<List<String>> row : List.of(ORDER, REQUIRED)) {
      for (String name : values.get(row)) {
        if (!there.contains(name)) {
          problems.add(Outside.error(values, row, absent(name, folder, there)));
        }
      }
    }
    return problems;
  }

  private static String absent(String name, @Nullable Path folder, Set<String> there) {
    if (folder == null) {
      return "there is no extension " + name + ": extensions.folder is not set";
    }
    String others =
        there.isEmpty() ? ", which has none" : "; there are: " + String.join(", ", there);
    return "there is no extension " + name + " in " + folder + others;
  }
}
