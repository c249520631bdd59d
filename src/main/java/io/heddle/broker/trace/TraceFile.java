package io.heddle.broker.trace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file of a trace, bounded in bytes; only the broker's own user may read it. Belongs to the
 * trace's thread.
 */
final class TraceFile implements AutoCloseable {
  private static final String PREFIX = "trace-";
  private static final String SUFFIX = ".jsonl";

  private final Path path;
  private final OutputStream out;
  private long left;

  private TraceFile(Path path, OutputStream out, long most) {
    this.path = path;
    this.out = out;
    this.left = most;
  }

  /** A new one of that name in a folder, which is made if it is not there. */
  static TraceFile create(Path folder, String id, long most) throws IOException {
    Files.createDirectories(folder);
    Path path = path(folder, id);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      FileAttribute<?> own =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(path, own);
    }
    OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new TraceFile(path, new BufferedOutputStream(out, 1 << 15), most);
  }

  private static Path path(Path folder, String id) {
    return folder.resolve(PREFIX + id + SUFFIX);
  }

  /** Deletes the oldest files of earlier traces, so that so many are left besides the known. */
  static void tidy(Path folder, Set<Path> known, int most) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old =
          files
              .filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
              .filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX))
              .filter(file -> !known.contains(file))
              .sorted()
              .toList();
    }
    for (Path file : old.subList(0, Math.max(0, old.size() - most))) {
      Files.deleteIfExists(file);
    }
  }

  Path path() {
    return path;
  }

  /** Writes a line; false when there is no more room for it. */
  boolean write(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > left) {
      return false;
    }
    left -= bytes.length;
    out.write(bytes);
    return true;
  }

  /** What was written can be read. */
  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
