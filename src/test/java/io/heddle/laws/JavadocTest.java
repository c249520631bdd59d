package io.heddle.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Javadoc of the exported packages is built without a warning: everything that others see has a
 * comment, every link leads somewhere. That a tag for a parameter or for the result is missing is
 * no fault: where the first sentence and the name say it, a tag would say it twice.
 */
class JavadocTest {
  private static final String TAG_IS_MISSING = ".*: warning: no @(param|return).*";

  @Test
  void everythingThatIsExportedIsDescribed() throws IOException {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
    javadoc.run(
        out,
        out,
        "-quiet",
        "-Xdoclint:all",
        "-Xmaxwarns",
        "10000",
        "-d",
        "target/apidocs",
        "-p",
        modulePath(),
        "--module-source-path",
        "io.heddle=src/main/java",
        "--module",
        "io.heddle",
        "--show-packages",
        "exported");
    List<String> faults =
        said.toString()
            .lines()
            .filter(line -> line.matches(".*: (warning|error).*|error: .*"))
            .filter(line -> !line.matches(TAG_IS_MISSING))
            .toList();
    assertEquals(List.of(), faults);
  }

  /** The jars of the modules that ours names, and of those that they name. */
  private static String modulePath() throws IOException {
    Path[] jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toArray(Path[]::new);
    ModuleFinder finder = ModuleFinder.of(jars);
    Map<String, String> places = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      collect(ModuleDescriptor.read(in), finder, places);
    }
    return places.values().stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static void collect(
      ModuleDescriptor module, ModuleFinder finder, Map<String, String> places) {
    for (ModuleDescriptor.Requires required : module.requires()) {
      ModuleReference found = finder.find(required.name()).orElse(null);
      if (found != null && !places.containsKey(required.name())) {
        places.put(required.name(), Path.of(found.location().orElseThrow()).toString());
        collect(found.descriptor(), finder, places);
      }
    }
  }
}
