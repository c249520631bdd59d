package io.heddle.auth;

import io.heddle.api.Ban;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which bans that were added at run time outlive the process, in the form of {@link
 * BanFile}. Replaced as a whole: whoever finds it after the power has failed sees all of one
 * moment. Guarded by the lock of the list.
 */
final class AddedBans {
  private static final Logger LOG = LoggerFactory.getLogger(AddedBans.class);
  private static final String FIRST_LINE =
      "# Bans that were added while the broker ran. It writes this file anew.";

  private final @Nullable Path file;

  /** What went wrong when it was written last; empty when nothing did. */
  private volatile List<String> problems = List.of();

  /** In this file; nothing outlives the process without one. */
  AddedBans(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Those of an earlier process.
   *
   * @throws WrongFile when there is a file that cannot be read
   */
  BanIndex read() throws WrongFile {
    return file == null || !Files.exists(file) ? BanIndex.NONE : BanFile.read(file);
  }

  /** Writes those that hold at this moment. What goes wrong is told: they hold all the same. */
  void write(BanIndex bans, Instant now) {
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (Ban ban : bans.list(now)) {
      String line = BanFile.line(ban);
      if (line == null) {
        LOG.warn(
            "The ban of {} is forgotten with the process: its name fits no line", ban.target());
      } else {
        text.append(line).append('\n');
      }
    }
    try {
      replace(file, text.toString());
      problems = List.of();
    } catch (IOException e) {
      problems = List.of(file + ": bans that were added are not kept: " + e);
      LOG.error("Bans that were added are not kept: {}", e.toString());
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    Files.createDirectories(folder);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  List<String> problems() {
    return problems;
  }
}
