package io.heddle.cli.line;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of the process that it runs in.
 *
 * @param in what is typed, or comes from another program
 * @param out for what was asked for
 * @param err for what went wrong
 * @param home the folder of the image, or null when there is none
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    @Nullable Path home) {

  /** That of this process. */
  public static Terminal ofProcess() {
    String home = System.getProperty("heddle.home", "");
    return new Terminal(
        System.in, System.out, System.err, System.getenv(), home.isEmpty() ? null : Path.of(home));
  }

  /** A variable of the environment; null when it is not set, or empty. */
  public @Nullable String variable(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? null : value;
  }

  /** Tells what went wrong, and answers the exit code. */
  public int fail(int code, String words) {
    err.println("heddle: " + words);
    return code;
  }
}
