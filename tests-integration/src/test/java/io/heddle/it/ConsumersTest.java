package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Projects of people who embed the broker, in the folder {@code consumers}: built by Maven with the
 * installed artifact alone, then run with what Maven resolved. The first build needs the network,
 * later ones do not.
 */
class ConsumersTest {
  private static final Path FOLDER = Path.of("consumers").toAbsolutePath();
  private static final List<String> PROJECTS =
      List.of("class-path", "module-path", "spring-boot", "hivemq-client");
  private static final Duration FIRST_BUILD = Duration.ofMinutes(10);
  private static final Duration RUN = Duration.ofSeconds(60);
  private static final String DEPENDENCIES =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:";

  @BeforeAll
  static void buildThemAll() throws IOException {
    for (String project : PROJECTS) {
      forgetLibraries(FOLDER.resolve(project).resolve("target/libraries"));
    }
    List<String> maven =
        List.of(
            Path.of("../src/build/mvn.sh").toAbsolutePath().toString(),
            "test",
            DEPENDENCIES + "copy-dependencies",
            DEPENDENCIES + "tree",
            "-DincludeScope=runtime",
            "-DoutputDirectory=target/libraries",
            "-DoutputFile=target/tree.txt");
    Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
    try (Command build = Command.run(maven, environment, FOLDER)) {
      assertEquals(0, build.awaitExit(FIRST_BUILD), build::toString);
    }
  }

  /** A library of an earlier version would be on the path, too. */
  private static void forgetLibraries(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> jars = Files.list(folder)) {
        for (Path jar : jars.toList()) {
          Files.delete(jar);
        }
      }
    }
  }

  @Test
  void onTheClassPath() throws IOException {
    assertBringsOnlySlf4j("class-path");
    Command run = run("class-path", "-cp", classPath("class-path"), "example.ClassPath");
    assertEquals(List.of("received house/hall hello"), run.stdout());
    String report = "target/surefire-reports/example.HouseTest.txt";
    String tests = Files.readString(FOLDER.resolve("class-path").resolve(report));
    assertTrue(tests.contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), tests);
  }

  /** None of the optional modules is there, nor asked for. */
  @Test
  void onTheModulePath() throws IOException {
    assertBringsOnlySlf4j("module-path");
    String modules = "example.modules/example.ModulePath";
    Command run =
        run(
            "module-path",
            "--add-opens=java.base/java.lang=io.heddle",
            "-p",
            classPath("module-path"),
            "-m",
            modules);
    assertEquals(
        List.of(
            "received house/hall hello",
            "module example.modules",
            "module io.heddle",
            "module org.eclipse.paho.client.mqttv3",
            "module org.slf4j"),
        run.stdout());
  }

  /**
   * Spring chooses the version of slf4j-api and brings its provider: what we log comes out there.
   */
  @Test
  void besideSpringBoot() throws IOException {
    assertBringsOnlySlf4j("spring-boot");
    Command run =
        run(
            "spring-boot",
            "-cp",
            classPath("spring-boot"),
            "example.Application",
            "--logging.level.io.heddle=debug");
    String log = String.join("\n", run.stdout());
    assertTrue(log.contains("received house/hall hello"), run::toString);
    assertTrue(
        log.matches("(?s).*(INFO|DEBUG) \\d+ --- \\[[^]]*] io\\.heddle\\..*"), run::toString);
    assertEquals(List.of(), run.stderr());
  }

  /** Netty, RxJava and what they bring do not meet anything of ours. */
  @Test
  void besideTheHivemqClient() throws IOException {
    assertBringsOnlySlf4j("hivemq-client");
    Command run = run("hivemq-client", "-cp", classPath("hivemq-client"), "example.HivemqClient");
    assertEquals(List.of("received house/hall hello"), run.stdout());
  }

  /** The same with all of them as modules, most of them automatic: no two have a package. */
  @Test
  void besideTheHivemqClientOnTheModulePath() throws IOException {
    String main = "example.hivemq/example.HivemqClient";
    Command run = run("hivemq-client", "-p", classPath("hivemq-client"), "-m", main);
    assertEquals(List.of("received house/hall hello"), run.stdout());
  }

  private static Command run(String project, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of(arguments))
            .toList();
    try (Command run = Command.run(command, Map.of(), FOLDER.resolve(project))) {
      assertEquals(0, run.awaitExit(RUN), run::toString);
      return run;
    }
  }

  private static String classPath(String project) throws IOException {
    Path target = FOLDER.resolve(project).resolve("target");
    try (Stream<Path> jars = Files.list(target.resolve("libraries"))) {
      return Stream.concat(Stream.of(target.resolve("classes")), jars.sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** In the tree that Maven resolved, below our artifact there is slf4j-api and nothing else. */
  private static void assertBringsOnlySlf4j(String project) throws IOException {
    Path file = FOLDER.resolve(project).resolve("target/tree.txt");
    Set<String> brought = new TreeSet<>();
    boolean ours = false;
    for (String line : Files.readAllLines(file)) {
      boolean direct = line.matches("(\\+-|\\\\-) .*");
      ours = direct ? line.contains(" io.heddle:heddle:jar:") : ours && line.startsWith("|");
      if (ours && !direct) {
        brought.add(line.replaceFirst("^[| +\\\\-]+", "").replaceFirst(":jar:.*", ""));
      }
    }
    // Where somebody else has brought it first, Maven does not name it again.
    brought.add("org.slf4j:slf4j-api");
    assertEquals(Set.of("org.slf4j:slf4j-api"), brought, () -> "see " + file);
  }
}
