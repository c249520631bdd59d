package io.heddle.store.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder of the file system, locked against other processes by a file in it. */
public final class Folder implements Disk {
  private static final String LOCK = "lock";
  private static final int PIECE = 256 * 1024;

  private final Path path;
  private final FileChannel lockFile;

  private Folder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder, and makes it when there is none.
   *
   * @throws IOException also when another store has it, with a sentence that says so
   */
  public static Folder open(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel lockFile = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
    if (lock(lockFile) == null) {
      lockFile.close();
      throw new IOException("another broker uses the folder " + path);
    }
    return new Folder(path, lockFile);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && !file.endsWith(LOCK)) {
          names.add(String.valueOf(file.getFileName()));
        }
      }
    }
    return names;
  }

  @Override
  public DiskFile create(String name, long bytes) throws IOException {
    Path file = path.resolve(name);
    FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(PIECE);
      for (long at = 0; at < bytes; at += PIECE) {
        writeAll(channel, zeros.clear().limit((int) Math.min(PIECE, bytes - at)), at);
      }
      channel.force(true);
      return new Channel(channel);
    } catch (IOException | RuntimeException fault) {
      try (channel) {
        Files.deleteIfExists(file);
      }
      throw fault;
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new Channel(FileChannel.open(path.resolve(name), READ, WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        path.resolve(from),
        path.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(path.resolve(name));
  }

  @Override
  public void sync() throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      try (FileChannel folder = FileChannel.open(path, READ)) {
        folder.force(true);
      }
    }
  }

  @Override
  public long usable() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static void writeAll(FileChannel channel, ByteBuffer from, long at) throws IOException {
    long to = at;
    while (from.hasRemaining()) {
      to += channel.write(from, to);
    }
  }

  /** The JDK copies heap buffers to memory of its own and keeps that: so only in pieces. */
  private record Channel(FileChannel channel) implements DiskFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      int end = into.limit();
      int begin = into.position();
      while (into.position() < end) {
        into.limit(Math.min(end, into.position() + PIECE));
        int count = channel.read(into, at + into.position() - begin);
        into.limit(end);
        if (count < 0) {
          break;
        }
      }
      return into.position() - begin;
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      int end = from.limit();
      int begin = from.position();
      while (from.position() < end) {
        long to = at + from.position() - begin;
        writeAll(channel, from.limit(Math.min(end, from.position() + PIECE)), to);
        from.limit(end);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
