package io.heddle.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;

/**
 * Replaces a file with secrets as a whole: whoever reads it, and whoever finds it after the power
 * has failed, sees what was in it before or all that is in it now. A new file belongs to this user
 * alone (mode 0600); one that is replaced keeps its owner, group and mode.
 */
final class Replacement {
  private Replacement() {}

  /** Writes a text; a symbolic link stays one, and what it leads to is replaced. */
  static void write(Path file, String text) throws IOException {
    boolean exists = Files.exists(file);
    Path target = exists ? file.toRealPath() : file.toAbsolutePath();
    Path folder = Objects.requireNonNullElse(target.getParent(), target);
    // It is made with mode 0600.
    Path temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".new");
    try {
      fill(temporary, text);
      if (exists) {
        takeOver(target, temporary);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void fill(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Owner and group first: without them the mode could open the file to others. */
  private static void takeOver(Path old, Path now) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(now, PosixFileAttributeView.class);
    if (from == null || to == null) {
      return;
    }
    PosixFileAttributes wanted = from.readAttributes();
    PosixFileAttributes given = to.readAttributes();
    try {
      if (!given.owner().equals(wanted.owner())) {
        to.setOwner(wanted.owner());
      }
      if (!given.group().equals(wanted.group())) {
        to.setGroup(wanted.group());
      }
    } catch (IOException e) {
      throw new IOException(
          "it belongs to "
              + wanted.owner().getName()
              + ":"
              + wanted.group().getName()
              + ", and only that user or root can replace it",
          e);
    }
    to.setPermissions(wanted.permissions());
  }

  /** The new name lasts when the folder is on the disk, too; not every system can do that. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is written; that its name is not yet is no reason to say it failed.
    }
  }
}
