package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What a command prints. */
final class Captured {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Terminal terminal(Map<String, String> environment, Path home) {
    return terminal(InputStream.nullInputStream(), environment, home);
  }

  Terminal terminal(InputStream in, Map<String, String> environment, Path home) {
    return new Terminal(
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        home);
  }

  /** What was printed to stdout since the last call. */
  String out() {
    return taken(out);
  }

  /** What was printed to stderr since the last call. */
  String err() {
    return taken(err);
  }

  private static String taken(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    bytes.reset();
    return text;
  }
}
