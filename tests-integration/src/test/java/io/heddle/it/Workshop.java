package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Extension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.slf4j.Logger;

/** Where a test gets extensions from: those of {@code extensions}, and small ones of its own. */
record Workshop(Path folder) {
  private static final Path PROJECTS = Path.of("extensions").toAbsolutePath();
  private static final Duration FIRST_BUILD = Duration.ofMinutes(10);

  /** Builds the examples as their authors would, with one command. */
  static void buildExamples() throws IOException {
    List<String> maven =
        List.of(Path.of("../src/build/mvn.sh").toAbsolutePath().toString(), "package");
    Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
    try (Command build = Command.run(maven, environment, PROJECTS)) {
      assertEquals(0, build.awaitExit(FIRST_BUILD), build::toString);
    }
  }

  /** What an example's build has made. */
  static Path built(String example) {
    return PROJECTS.resolve(example).resolve("target").resolve(example);
  }

  /** Copies an example into the folder of extensions. */
  void install(String example) throws IOException {
    Path to = Files.createDirectories(folder.resolve(example));
    try (Stream<Path> jars = Files.list(built(example))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * Makes an extension whose start is this.
   *
   * @param module its descriptor; empty for a jar without one
   */
  void make(String name, String module, String start) throws Exception {
    Path work = Files.createDirectories(folder.resolveSibling("work-" + name));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-d", work.toString(), "-proc:none", module.isEmpty() ? "-cp" : "-p"));
    arguments.add(jar(Extension.class) + ":" + jar(Logger.class));
    Path source = Files.createDirectories(work.resolve("ext")).resolve("Ext.java");
    arguments.add(
        Files.writeString(
                source,
                "package ext; public class Ext implements io.heddle.api.Extension {"
                    + " public void start(io.heddle.api.ExtensionContext context)"
                    + " throws Exception {"
                    + start
                    + "} }")
            .toString());
    if (!module.isEmpty()) {
      arguments.add(Files.writeString(work.resolve("module-info.java"), module).toString());
    }
    String[] words = arguments.toArray(String[]::new);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, words));
    pack(work, Files.createDirectories(folder.resolve(name)).resolve("ext.jar"));
  }

  private static Path jar(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
      entries.putNextEntry(new JarEntry("META-INF/services/" + Extension.class.getName()));
      entries.write("ext.Ext".getBytes(StandardCharsets.UTF_8));
    }
  }
}
