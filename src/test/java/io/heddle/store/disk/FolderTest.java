package io.heddle.store.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may have a folder, and what is done to it. */
@Timeout(60)
class FolderTest {
  @TempDir Path path;

  private static String refused(Executed executed) {
    return String.valueOf(assertThrows(IOException.class, executed::run).getMessage());
  }

  private interface Executed {
    void run() throws IOException;
  }

  @Test
  void itBelongsToOne() throws IOException {
    String taken = "another broker uses the folder " + path;
    try (Folder folder = Folder.open(path)) {
      assertEquals(taken, refused(() -> Folder.open(path)));
      assertEquals(
          "a broker uses the folder " + path + ": stop it first", refused(() -> Folder.look(path)));
      assertTrue(folder.names().isEmpty());
    }
    Folder.open(path).close();
    Folder.look(path).close();
  }

  /** On many systems any channel that is closed gives up the locks of the whole process. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whoeverIsRefusedDoesNotTakeTheLockAway() throws IOException {
    try (Folder folder = Folder.open(path)) {
      refused(() -> Folder.open(path));
      refused(() -> Folder.look(path));
      assertEquals(List.of(), folder.names());
      assertFalse(isFree(), "another process gets the lock");
    }
    assertTrue(isFree());
  }

  /** What the kernel says of locks on the file: another process asks no other. */
  private boolean isFree() throws IOException {
    long inode = ((Number) Files.getAttribute(path.resolve("lock"), "unix:ino")).longValue();
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .noneMatch(line -> line.contains(":" + inode + " "));
  }

  @Test
  void aLookMakesNothing() throws IOException {
    assertEquals(
        "there is no folder " + path + "/none", refused(() -> Folder.look(path.resolve("none"))));
    Path file = Files.write(path.resolve("some"), new byte[] {1, 2});
    try (Disk disk = Folder.look(path);
        DiskFile some = disk.open("some")) {
      assertEquals(List.of("some"), disk.names());
      some.write(ByteBuffer.wrap(new byte[] {3}), 0);
      some.force();
      disk.rename("some", "other");
      disk.delete("some");
      assertThrows(IOException.class, () -> disk.create("new", 1));
    }
    assertEquals(1, Files.readAllBytes(file)[0]);
    try (var files = Files.list(path)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aFreshFolderIsEmpty() throws IOException {
    Folder.fresh(path.resolve("a/b")).close();
    Folder.fresh(path.resolve("a/b")).close();
    Files.createDirectory(path.resolve("a/b/lost+found"));
    Folder.fresh(path.resolve("a/b")).close();
    assertEquals(
        "the folder " + path + "/a is not empty", refused(() -> Folder.fresh(path.resolve("a"))));
    Path file = Files.write(path.resolve("file"), new byte[1]);
    assertEquals(file + " is no folder", refused(() -> Folder.fresh(file)));
  }

  /** Somebody with the right to read alone, while the file of the lock is there. */
  @Test
  void aLookTakesTheLockToo() throws IOException {
    Folder.open(path).close();
    try (Disk disk = Folder.look(path);
        FileChannel lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE)) {
      assertEquals(List.of(), disk.names());
      assertThrows(java.nio.channels.OverlappingFileLockException.class, () -> lock.tryLock());
    }
  }
}
