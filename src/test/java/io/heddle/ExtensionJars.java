package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.slf4j.Logger;

/** Makes the folders of extensions for tests: sources that are compiled into jars. */
final class ExtensionJars {
  /** The reference to the last loader of an extension, in the properties of the system. */
  static final String LOADER = "heddle.test.extension.loader";

  private static final String EXTENSION =
      """
      package ext;
      import io.heddle.api.*;
      import io.heddle.mqtt.*;
      import java.util.*;
      public class Ext implements Extension {
        @Override public void start(ExtensionContext context) throws Exception {
          System.getProperties().put("%s", new java.lang.ref.WeakReference<>(getClass().getClassLoader()));
          %s
        }
      }
      """;

  private final Path folder;

  ExtensionJars(Path folder) {
    this.folder = folder;
  }

  /** Returns when nothing holds it any more; the test's time limit ends the wait. */
  static void awaitCollected(WeakReference<?> loader) {
    while (!loader.refersTo(null)) {
      System.gc();
    }
  }

  Path folder() {
    return folder;
  }

  /** An extension whose start is this, in the place of an earlier one. */
  void extension(String name, String start) throws IOException {
    jar(
        folder.resolve(name).resolve("ext.jar"),
        List.of("ext/Ext.java", EXTENSION.formatted(LOADER, start)),
        "ext.Ext");
  }

  /** An extension with these members. */
  void type(String name, String members) throws IOException {
    String source =
        "package ext; import io.heddle.api.*; import io.heddle.mqtt.*;"
            + " public class Ext implements Extension { "
            + members
            + "}";
    jar(folder.resolve(name).resolve("ext.jar"), List.of("ext/Ext.java", source), "ext.Ext");
  }

  /** One more beside it, in a jar of its own. */
  void second(String name) throws IOException {
    String source =
        "package other; import io.heddle.api.*; public class Second implements Extension {"
            + " @Override public void start(ExtensionContext context) {} }";
    jar(
        folder.resolve(name).resolve("second.jar"),
        List.of("other/Second.java", source),
        "other.Second");
  }

  /** The same as a module that says so itself. */
  void module(String name, String start, String requires) throws IOException {
    jar(
        folder.resolve(name).resolve("ext.jar"),
        List.of(
            "ext/Ext.java",
            EXTENSION.formatted(LOADER, start),
            "module-info.java",
            "module ext { requires io.heddle; %s provides io.heddle.api.Extension with ext.Ext; }"
                .formatted(requires)),
        "");
  }

  /** A library beside an extension, of which there are versions. */
  void library(String name, String version) throws IOException {
    jar(
        folder.resolve(name).resolve("lib.jar"),
        List.of(
            "lib/Version.java",
            "package lib; public class Version { public static String text() { return \"%s\"; } }"
                .formatted(version)),
        "");
  }

  /** A jar whose class is of a Java that does not exist yet. */
  void fromTheFuture(String name) throws IOException {
    extension(name, "");
    Path classes = classes(List.of("ext/Ext.java", EXTENSION.formatted(LOADER, "")), List.of());
    Path type = classes.resolve("ext/Ext.class");
    byte[] bytes = Files.readAllBytes(type);
    bytes[7] = 120;
    Files.write(type, bytes);
    pack(folder.resolve(name).resolve("ext.jar"), classes, "ext.Ext");
  }

  private void jar(Path jar, List<String> sources, String service) throws IOException {
    Files.createDirectories(jar.getParent());
    Path library = jar.resolveSibling("lib.jar");
    pack(jar, classes(sources, Files.exists(library) ? List.of(library) : List.of()), service);
  }

  private Path classes(List<String> sources, List<Path> libraries) throws IOException {
    Path work = Files.createTempDirectory(folder.getParent(), "work");
    boolean module = sources.contains("module-info.java");
    String ours = System.getProperty("java.class.path");
    StringBuilder path = new StringBuilder(module ? "target/classes" : ours);
    libraries.forEach(each -> path.append(':').append(each));
    List<String> arguments = new ArrayList<>(List.of("-d", work.toString(), "-proc:none"));
    arguments.addAll(List.of(module ? "-p" : "-cp", path.toString()));
    if (module) {
      arguments.set(arguments.size() - 1, path + ":" + slf4j());
    }
    for (int i = 0; i < sources.size(); i += 2) {
      Path source = work.resolve("src").resolve(sources.get(i));
      Files.createDirectories(source.getParent());
      arguments.add(Files.writeString(source, sources.get(i + 1)).toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, code, "does not compile: " + sources);
    return work;
  }

  static Path slf4j() {
    return Path.of(Logger.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** The new jar takes the place of an old one that may be open. */
  private static void pack(Path jar, Path classes, String service) throws IOException {
    Path fresh = jar.resolveSibling("fresh");
    try (OutputStream out = Files.newOutputStream(fresh);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
      if (!service.isEmpty()) {
        entries.putNextEntry(new JarEntry("META-INF/services/io.heddle.api.Extension"));
        entries.write(service.getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
