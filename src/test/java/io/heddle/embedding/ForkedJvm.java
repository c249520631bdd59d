package io.heddle.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Runs a program of this package in a JVM of its own, with nothing that it was not given. */
enum ForkedJvm {
  /** Everything on the class path, and the broker may have carriers of its own. */
  CLASS_PATH,
  /** The broker is a module that nothing is opened to: the JDK schedules its threads. */
  MODULE_PATH;

  private static final long LIMIT = 300;

  /** The lines that it prints; it has to end with 0. */
  List<String> run(Class<?> program, String... arguments) throws Exception {
    return runWith(List.of(), List.of(), program, arguments);
  }

  /**
   * The same with more libraries.
   *
   * @param libraries what the names of their jars begin with, among those of this JVM
   * @param modules of them, to be resolved where the broker is a module
   */
  List<String> runWith(
      List<String> libraries, List<String> modules, Class<?> program, String... arguments)
      throws Exception {
    Path output = Files.createTempFile("heddle", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command(libraries, modules));
      builder.command().add(program.getName());
      builder.command().addAll(List.of(arguments));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(LIMIT, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output);
      assertTrue(ended, () -> "still running: " + text);
      assertEquals(0, process.exitValue(), text);
      return text.lines().toList();
    } finally {
      Files.delete(output);
    }
  }

  private List<String> command(List<String> more, List<String> modules) {
    String ours = home(Heddle.class);
    String libraries =
        Stream.concat(Stream.of(home(Logger.class)), jars(more))
            .collect(Collectors.joining(File.pathSeparator));
    String tests = home(ForkedJvm.class);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The JDK's caches hold a little softly: it has to go with the rest.
    command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
    // Some probes look into java.lang; in MODULE_PATH the broker is not among those who may.
    command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
    if (this == CLASS_PATH) {
      command.addAll(List.of("-cp", String.join(":", ours, libraries, tests)));
    } else {
      command.addAll(
          List.of(
              "-p",
              ours + ":" + libraries,
              "--add-modules",
              String.join(",", Stream.concat(Stream.of("io.heddle"), modules.stream()).toList()),
              "-cp",
              tests));
    }
    return command;
  }

  private static Stream<String> jars(List<String> beginnings) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            jar -> beginnings.stream().anyMatch(Path.of(jar).getFileName().toString()::startsWith));
  }

  /** The folder or jar that a class comes from. */
  static String home(Class<?> type) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location)).toString();
  }
}
