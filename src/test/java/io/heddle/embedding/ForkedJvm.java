package io.heddle.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    Path output = Files.createTempFile("heddle", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command(program, arguments));
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

  private List<String> command(Class<?> program, String... arguments) {
    String ours = home(Heddle.class);
    String libraries = home(Logger.class);
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
          List.of("-p", ours + ":" + libraries, "--add-modules", "io.heddle", "-cp", tests));
    }
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The folder or jar that a class comes from. */
  static String home(Class<?> type) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location)).toString();
  }
}
