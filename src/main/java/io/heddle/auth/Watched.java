package io.heddle.auth;

import io.heddle.api.Reloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files say, read anew when they change; what they said before stays when the new content is
 * wrong, and the log tells why. {@link #get} is safe for use by any thread and does not wait.
 *
 * <p>Whoever wants changes to be seen calls {@link #look} from time to time, or {@link #reload}
 * when somebody asks for it. Both read files, so they belong on a thread that may block. They take
 * turns by a lock that is held while files are read: the one lock that is, and nobody else takes
 * it.
 *
 * @param <T> what is made of the files; immutable
 */
public final class Watched<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

  private final List<Path> files;
  private final Reader<T> reader;
  private final Logger log;
  private final ReentrantLock turn = new ReentrantLock();
  private List<Optional<Stamp>> seen;
  private volatile List<String> errors = List.of();
  private volatile T current;

  /** Makes a value of the files. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads them.
     *
     * @throws WrongFile with all errors, when there are any
     */
    T read() throws WrongFile;
  }

  /** What a file has to have changed in to be read again; a renamed one has another key. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  private Watched(List<Path> files, Reader<T> reader, Logger log) throws WrongFile {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.log = log;
    // Before the content: a change in between is then seen as one.
    this.seen = stamps(this.files);
    this.current = reader.read();
  }

  /**
   * Reads files for the first time.
   *
   * @param files that decide what the reader answers; symbolic links are followed
   * @throws WrongFile when the content is wrong already
   */
  public static <T> Watched<T> open(List<Path> files, Reader<T> reader) throws WrongFile {
    return open(files, reader, LOG);
  }

  static <T> Watched<T> open(List<Path> files, Reader<T> reader, Logger log) throws WrongFile {
    return new Watched<>(files, reader, log);
  }

  /** What the files said when they were right for the last time. */
  @Override
  public T get() {
    return current;
  }

  /**
   * Reads the files if one has changed since they were read: in its time of modification, its size,
   * or its identity. Files that are wrong are not told of again until they change again.
   */
  public void look() {
    turn.lock();
    try {
      if (!stamps(files).equals(seen)) {
        read();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Reads the files whether they have changed or not. */
  public Reloaded reload() {
    turn.lock();
    try {
      boolean changed = !stamps(files).equals(seen) || !errors.isEmpty();
      read();
      return errors.isEmpty()
          ? Reloaded.inForce(names(), changed)
          : Reloaded.refused(names(), errors);
    } finally {
      turn.unlock();
    }
  }

  /**
   * What was wrong when the files were read last, so that what was read before stays; empty when
   * nothing was.
   */
  public List<String> errors() {
    return errors;
  }

  private void read() {
    seen = stamps(files);
    try {
      current = reader.read();
      errors = List.of();
      log.info("Read anew: {}", names());
    } catch (WrongFile e) {
      errors = List.copyOf(e.errors());
      errors.forEach(log::error);
      log.error("Not read anew, what was read before stays: {}", names());
    }
  }

  private String names() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  private static List<Optional<Stamp>> stamps(List<Path> files) {
    List<Optional<Stamp>> stamps = new ArrayList<>();
    for (Path file : files) {
      stamps.add(stamp(file));
    }
    return stamps;
  }

  /** Empty when the file is not there or cannot be asked, which its reader will tell. */
  private static Optional<Stamp> stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), now.fileKey()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
