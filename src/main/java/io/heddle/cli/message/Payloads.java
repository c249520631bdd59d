package io.heddle.cli.message;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.mqtt.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What is published: where the payloads come from. Used by one thread. */
interface Payloads {
  /** Takes a payload. */
  interface Sink {
    /** Publishes it. */
    void take(Bytes payload) throws IOException;
  }

  /** Gives all of them. */
  void to(Sink sink) throws IOException;

  /** Adds the words for one payload. */
  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Words.option("-m --message", "TEXT", "The payload."))
        .addOption(Words.option("-f --file", "FILE", "The payload is what is in this file."))
        .addOption(Words.flag("-n --null-message", "The payload is empty."))
        .addOption(Words.flag("-s --stdin-file", "The payload is all of the standard input."));
  }

  /** Reads the words; exactly one of them is needed. */
  static Payloads of(Given given, Terminal terminal, List<String> allowed) {
    List<String> chosen = allowed.stream().filter(given::has).toList();
    if (chosen.size() != 1) {
      throw given.wrong(
          (chosen.isEmpty()
                  ? "there is no payload: one"
                  : String.join(" and ", chosen) + ": only one")
              + " of "
              + String.join(", ", allowed)
              + " is needed");
    }
    return switch (chosen.getFirst()) {
      case "-m" -> sink -> sink.take(Bytes.utf8(given.text("-m", "")));
      case "-f" -> sink -> sink.take(file(given.text("-f", "")));
      case "-s" -> sink -> sink.take(Bytes.wrap(terminal.in().readAllBytes()));
      case "-l" -> sink -> lines(terminal.in(), sink);
      default -> sink -> sink.take(Bytes.EMPTY);
    };
  }

  private static Bytes file(String name) throws IOException {
    try {
      return Bytes.wrap(Files.readAllBytes(Path.of(name)));
    } catch (NoSuchFileException e) {
      throw new FailedException(Task.FAILED, name + ": there is no such file");
    } catch (IOException e) {
      throw new FailedException(Task.FAILED, name + ": it cannot be read");
    }
  }

  /** One for each line, in whatever character set they are. */
  private static void lines(InputStream from, Sink sink) throws IOException {
    InputStream in = new BufferedInputStream(from);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0) {
      if (next == '\n') {
        sink.take(Bytes.wrap(line.toByteArray()));
        line.reset();
      } else {
        line.write(next);
      }
    }
    if (line.size() > 0) {
      sink.take(Bytes.wrap(line.toByteArray()));
    }
  }
}
