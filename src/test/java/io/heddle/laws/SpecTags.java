package io.heddle.laws;

import io.heddle.spec.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The tags of the compiled specs: which test says that it proves which statement. A tag on what is
 * no test, or is disabled, counts for nothing.
 */
final class SpecTags {
  private static final String PACKAGE = "io.heddle.spec.";

  private SpecTags() {}

  /** Tag to the names of its tests, as {@code v5.ConnectSpec.method}. */
  static Map<String, Set<String>> all() {
    Map<String, Set<String>> tags = new TreeMap<>();
    Path root = root();
    try (Stream<Path> files = Files.walk(root.resolve("io/heddle/spec"))) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .sorted()
          .map(name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
          .forEach(type -> collect(type, tags));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return tags;
  }

  private static Path root() {
    try {
      return Path.of(Stage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, SpecTags.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void collect(Class<?> type, Map<String, Set<String>> tags) {
    for (Method method : type.getDeclaredMethods()) {
      if (!AnnotationSupport.isAnnotated(method, Testable.class)
          || method.isAnnotationPresent(Disabled.class)
          || type.isAnnotationPresent(Disabled.class)) {
        continue;
      }
      String name = type.getName().substring(PACKAGE.length()) + "." + method.getName();
      for (Tag tag : method.getAnnotationsByType(Tag.class)) {
        tags.computeIfAbsent(tag.value(), key -> new TreeSet<>()).add(name);
      }
    }
  }
}
