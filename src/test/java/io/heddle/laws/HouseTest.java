package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the module shows to the world, and what every package owes its reader. */
class HouseTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  /** Everything else is hidden, now and in every later version. */
  private static final Set<String> PUBLIC =
      Set.of("io.heddle", "api", "mqtt", "codec", "client", "junit");

  @Test
  void theModuleExportsWhatIsPublicAndNothingElse() throws IOException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    Set<String> exported = new TreeSet<>();
    module.exports().forEach(export -> exported.add(export.source()));
    assertEquals(expectedExports(), exported, "exports of module-info.java");
    assertTrue(
        module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified),
        "an export is for all or for nobody");
    assertTrue(
        module.opens().stream()
            .allMatch(
                opens -> Set.of("io.heddle.cli", "io.heddle.auth.ldap").contains(opens.source())),
        "only the command line, and the sockets of LDAP, are found by reflection");
  }

  /** What javac's lint for exports checks, which cannot tell an annotation from a type. */
  @Test
  void whatIsPublicMentionsOnlyWhatIsPublic() throws IOException {
    Set<String> exported = expectedExports();
    List<String> leaks = new ArrayList<>();
    Rooms.CLASSES.stream()
        .filter(type -> exported.contains(type.getPackageName()) && isVisible(type))
        .forEach(type ->
            mentions(type)
                .filter(Rooms::ours)
                .filter(other -> !exported.contains(other.getPackageName()))
                .forEach(other -> leaks.add(type.getName() + " shows " + other.getName())));
    assertEquals(List.of(), leaks, "hidden types in what embedders see");
  }

  private static boolean isVisible(JavaClass type) {
    boolean open = type.getModifiers().contains(JavaModifier.PUBLIC);
    return open && type.getEnclosingClass().map(HouseTest::isVisible).orElse(true);
  }

  /** The types in the signature of a class, and in those of its members that others can see. */
  private static Stream<JavaClass> mentions(JavaClass type) {
    Stream<JavaType> parents =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaClass> members =
        type.getMembers().stream()
            .filter(member ->
                member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED))
            .flatMap(member -> member.getAllInvolvedRawTypes().stream());
    return Stream.concat(parents.flatMap(t -> t.getAllInvolvedRawTypes().stream()), members);
  }

  @Test
  void everyPackageSaysWhatItIsAndOnWhichThreadsItRuns() throws IOException {
    List<Executable> checks = new ArrayList<>();
    for (Path folder : packages()) {
      checks.add(() -> describes(folder.resolve("package-info.java")));
    }
    assertAll(checks);
  }

  private static void describes(Path file) throws IOException {
    assertTrue(Files.exists(file), () -> file + " is missing");
    String text = Files.readString(file);
    assertTrue(text.contains("@NullMarked"), () -> file + " is not @NullMarked");
    Matcher comment = COMMENT.matcher(text);
    assertTrue(comment.find(), () -> file + " has no description");
    String description = comment.group(1).replaceAll("\\s*\\*\\s*", " ").strip();
    assertTrue(
        description.length() >= 120,
        () -> file + ": say what the room is, what it owns and on which threads it runs");
    assertTrue(
        description.contains("thread"), () -> file + " does not say on which threads it runs");
  }

  private static Set<String> expectedExports() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Path folder : packages()) {
      String name = SOURCES.relativize(folder).toString().replace('/', '.');
      // A package that holds only its description cannot be exported.
      if (hasClasses(folder) && PUBLIC.contains(name.replaceFirst("^io\\.heddle\\.", ""))) {
        expected.add(name);
      }
    }
    return expected;
  }

  private static boolean hasClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"));
    }
  }

  /** The folders of our sources that hold at least one Java file. */
  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("io/heddle"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }
}
