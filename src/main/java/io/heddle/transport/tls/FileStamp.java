package io.heddle.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What a file looks like from outside; it is another when the file has changed.
 *
 * @param seen time of change, size and identity, in words
 */
record FileStamp(Path file, String seen) {
  static List<FileStamp> of(List<Path> files) {
    return files.stream().map(file -> new FileStamp(file, look(file))).toList();
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      // A link that leads to another file changes what is found, not the link's own time.
      return found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "not there";
    }
  }
}
