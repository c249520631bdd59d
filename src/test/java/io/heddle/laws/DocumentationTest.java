package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there: linked pages, files, settings, and the Java that they show. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern CLASS_FILE = Pattern.compile("`([a-z]+/[A-Za-z]+\\.java)`");
  private static final Pattern KEY =
      Pattern.compile(
          "`((?:listener|auth|acl|limits|mqtt|session|queue|retained|subscribe|sys|log|data|admin|metrics)"
              + "\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*)(?: = [^`]*)?`");
  private static final Pattern JAVA = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

  /** Pages that name other brokers' settings, or are generated, and have tests of their own. */
  private static final Set<String> OWN_TESTS = Set.of("migrating.md", "settings.md");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!link.group(1).contains(":") && !exists(page, link.group(1), link.group(2))) {
          broken.add(page + ": " + link.group());
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean exists(Path page, String file, String heading) throws IOException {
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    if (!Files.exists(target)) {
      return false;
    }
    try (Stream<String> lines = heading == null ? Stream.empty() : Files.lines(target)) {
      return heading == null
          || lines.anyMatch(line -> line.startsWith("#") && anchor(line).equals(heading));
    }
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  @Test
  void everyFileOfTheTourIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      Matcher name = CLASS_FILE.matcher(Files.readString(page));
      while (name.find()) {
        Path source = Path.of("src/main/java/io/heddle").resolve(name.group(1));
        if (!Files.exists(source) && !Files.exists(Path.of(name.group(1)))) {
          missing.add(page + ": " + name.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everySettingThatIsNamedExists() throws IOException, ConfigurationException {
    Set<String> keys = new TreeSet<>();
    Configuration.of(Map.of()).effective().forEach(setting -> keys.add(setting.key()));
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      Matcher key = KEY.matcher(Files.readString(page));
      while (key.find() && !OWN_TESTS.contains(page.getFileName().toString())) {
        if (!keys.contains(
            key.group(1).replaceFirst("^listener\\.[a-zA-Z0-9-]+\\.", "listener.tcp."))) {
          unknown.add(page + ": " + key.group());
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  /** Whole programs word for word, pieces line by line; blanks at the rim do not count. */
  @Test
  void everyJavaThatIsShownIsCompiledAndTested() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String folder :
        List.of("src/test/java", "tests-integration/consumers", "tests-integration/extensions")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.add(bare(Files.readString(file)));
        }
      }
    }
    List<String> untested = new ArrayList<>();
    int shown = 0;
    for (Path page : pages()) {
      Matcher java = JAVA.matcher(Files.readString(page));
      while (java.find()) {
        shown++;
        String text = bare(java.group(1));
        boolean whole = java.group(1).startsWith("package ");
        if (sources.stream().noneMatch(s -> whole ? s.equals(text) : s.contains(text))) {
          untested.add(page + ": " + java.group(1));
        }
      }
    }
    assertEquals(List.of(), untested, "java that is in no test, as it is here");
    assertTrue(shown > 5, "the pages show only " + shown);
  }

  /** The lines, without indentation; the examples' own package is {@code example} on a page. */
  private static String bare(String text) {
    return text.replace("package io.heddle.examples;", "package example;")
        .lines()
        .map(String::strip)
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  /** Our pages, as they lie in the working copy. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of(".", "docs", "docs/decisions")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
