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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there: linked pages, files, settings, and the example of the README. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern CLASS_FILE = Pattern.compile("`([a-z]+/[A-Za-z]+\\.java)`");
  private static final Pattern KEY =
      Pattern.compile(
          "`((?:listener|auth|acl|limits|mqtt|session|queue|retained|subscribe|sys|log|data|admin|metrics)"
              + "\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*)(?: = [^`]*)?`");
  private static final Pattern PROGRAM =
      Pattern.compile("```java\\R(package .*?)```", Pattern.DOTALL);

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

  @Test
  void theProgramInTheReadmeIsTheOneThatIsTested() throws IOException {
    Matcher program = PROGRAM.matcher(Files.readString(Path.of("README.md")));
    assertTrue(program.find(), "README.md has no ```java block that begins with a package");
    String tested =
        Files.readString(Path.of("src/test/java/io/heddle/examples/Embedded.java"))
            .replace("package io.heddle.examples;", "package example;");
    assertEquals(tested, program.group(1));
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
