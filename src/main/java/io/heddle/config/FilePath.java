package io.heddle.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** The path of a file that is read, by whoever needs it. */
record FilePath() implements Kind<String> {
  @Override
  public String parse(String text) {
    if (text.isEmpty()) {
      throw refusal("empty");
    }
    return text;
  }

  @Override
  public String allowed() {
    return "the path of a file";
  }

  /** Why the file cannot be read; empty when nothing speaks against it. */
  static String problem(String text) {
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      return "it is a folder, and no file";
    }
    if (!Files.exists(path)) {
      return "there is no such file";
    }
    return Files.isReadable(path) ? "" : "it may not be read by this user";
  }
}
