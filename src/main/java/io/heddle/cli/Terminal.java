package io.heddle.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of the process that it runs in.
 *
 * @param out for what was asked for
 * @param err for what went wrong
 * @param home the folder of the image, or null when there is none
 */
record Terminal(
    PrintStream out, PrintStream err, Map<String, String> environment, @Nullable Path home) {

  /** That of this process. */
  static Terminal ofProcess() {
    String home = System.getProperty("heddle.home", "");
    return new Terminal(
        System.out, System.err, System.getenv(), home.isEmpty() ? null : Path.of(home));
  }
}
