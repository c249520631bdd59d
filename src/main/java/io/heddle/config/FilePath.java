package io.heddle.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A path.
 *
 * @param allowed what it is the path of
 * @param read whether it is that of a file that is read, by whoever needs it
 */
record FilePath(String allowed, boolean read) implements Kind<String> {
  @Override
  public String parse(String text) {
    if (text.isEmpty()) {
      throw refusal("empty");
    }
    try {
      return Path.of(text).toString();
    } catch (InvalidPathException e) {
      throw refusal(
          "no path on this system; beyond ASCII one needs a locale with UTF-8, such as LC_ALL=C.UTF-8");
    }
  }

  /** The path of a file that is read. */
  static FilePath ofFile() {
    return new FilePath("the path of a file", true);
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
