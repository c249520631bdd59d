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
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A folder of the file system, locked against other processes by a file in it. */
public final class Folder implements Disk {
  private static final String LOCK = "lock";

  /** What is in an empty folder that was used, or that is a device of its own. */
  private static final Set<String> UNIMPORTANT = Set.of(LOCK, "lost+found");

  private static final int PIECE = 256 * 1024;

  /**
   * Those that this process has. Closing any channel of a lock's file gives up the locks that the
   * whole process has on it, so it must not even be opened for a second time.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path real;
  private final Set<OpenOption> access;
  private final @Nullable FileChannel lockFile;

  private Folder(Path path, Path real, Set<OpenOption> access, @Nullable FileChannel lockFile) {
    this.path = path;
    this.real = real;
    this.access = access;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder, and makes it when there is none.
   *
   * @throws IOException also when another store has it, with a sentence that says so
   */
  public static Folder open(Path path) throws IOException {
    Files.createDirectories(path);
    Path real = path.toRealPath();
    if (!OURS.add(real)) {
      throw new IOException("another broker uses the folder " + path);
    }
    try {
      FileChannel lockFile = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
      lock(lockFile, false, "another broker uses the folder " + path);
      return new Folder(path, real, Set.of(READ, WRITE), lockFile);
    } catch (IOException | RuntimeException fault) {
      OURS.remove(real);
      throw fault;
    }
  }

  /**
   * Opens a folder that is empty, or makes it.
   *
   * @throws IOException also when something is in it, with a sentence that says so
   */
  public static Folder fresh(Path path) throws IOException {
    if (Files.exists(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) {
          if (!UNIMPORTANT.contains(String.valueOf(file.getFileName()))) {
            throw new IOException("the folder " + path + " is not empty");
          }
        }
      } catch (NotDirectoryException e) {
        throw new IOException(path + " is no folder", e);
      }
    }
    return open(path);
  }

  /**
   * Opens the folder of a store that nobody uses, to look at it: nothing in it is changed, and no
   * broker gets it meanwhile. The right to read is enough.
   *
   * @throws IOException also when there is no such folder, or somebody uses it, with a sentence
   */
  public static Disk look(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new IOException("there is no folder " + path);
    }
    Path real = path.toRealPath();
    String taken = "a broker uses the folder " + path + ": stop it first";
    if (!OURS.add(real)) {
      throw new IOException(taken);
    }
    try {
      return new Glance(new Folder(path, real, Set.of(READ), lookAtLock(path, taken)));
    } catch (IOException | RuntimeException fault) {
      OURS.remove(real);
      throw fault;
    }
  }

  /** Without the file of the lock, as in a copy, there is nobody to keep out. */
  private static @Nullable FileChannel lookAtLock(Path path, String taken) throws IOException {
    if (!Files.exists(path.resolve(LOCK))) {
      return null;
    }
    FileChannel lockFile = FileChannel.open(path.resolve(LOCK), READ);
    lock(lockFile, true, taken);
    return lockFile;
  }

  private static void lock(FileChannel file, boolean shared, String taken) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = file.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    } catch (IOException | RuntimeException fault) {
      file.close();
      throw fault;
    }
    if (lock == null) {
      file.close();
      throw new IOException(taken);
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
    return new Channel(FileChannel.open(path.resolve(name), access));
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
    if (lockFile != null) {
      lockFile.close();
    }
    OURS.remove(real);
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
