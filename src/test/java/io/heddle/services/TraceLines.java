package io.heddle.services;

import io.heddle.api.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a trace has in its file, line by line. */
final class TraceLines {
  private TraceLines() {}

  static List<String> lines(Traces traces, String id) {
    try (InputStream in = traces.read(id).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> awaitLines(Traces traces, String id, String last) {
    Running.await(() -> lines(traces, id).stream().anyMatch(line -> line.contains(last)));
    return lines(traces, id);
  }

  static String member(String line, String name) {
    Matcher found =
        Pattern.compile("\"" + name + "\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([0-9]+))").matcher(line);
    if (!found.find()) {
      return "-";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  static List<String> events(List<String> lines) {
    return lines.stream()
        .map(line -> member(line, "event") + " " + member(line, "client"))
        .toList();
  }
}
