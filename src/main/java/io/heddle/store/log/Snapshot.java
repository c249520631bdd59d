package io.heddle.store.log;

import io.heddle.store.disk.Disk;
import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The segments of a log at one moment, which stay as long as this is open. Segments are only
 * written behind their ends, so no byte of it changes. Belongs to one thread.
 */
public final class Snapshot implements AutoCloseable {
  private static final int PIECE = 1 << 20;
  private static final String UNFINISHED = ".unfinished";

  private final SegmentFiles files;
  private final NavigableMap<Integer, Integer> ends;

  /** Of files that are pinned. */
  Snapshot(SegmentFiles files, NavigableMap<Integer, Integer> ends) {
    this.files = files;
    this.ends = ends;
  }

  /** All of a log that is committed now. */
  static Snapshot of(SegmentFiles files, long log, Reached committed) throws IOException {
    files.pin();
    try {
      long end = committed.position();
      int newest = Position.segment(end);
      Scan scan = new Scan(files.get(newest), log, newest, Position.offset(end));
      Manifest manifest = Manifest.last(scan);
      if (manifest == null) {
        throw new IOException("nothing is committed yet");
      }
      manifest.ends().put(newest, Position.offset(end));
      return new Snapshot(files, manifest.ends());
    } catch (IOException | RuntimeException fault) {
      files.release();
      throw fault;
    }
  }

  /** What was copied. */
  public record Copied(int segments, long bytes) {}

  /**
   * Copies it to an empty disk, and reads the copy again before it gets its names: the newest
   * segment first, because that one tells when others are missing. After an error nothing is there.
   *
   * @param goOn asked now and then whether to go on
   * @throws IOException also when it was not to go on
   */
  public Copied copyTo(Disk target, BooleanSupplier goOn) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      long bytes = 0;
      for (Map.Entry<Integer, Integer> segment : ends.descendingMap().entrySet()) {
        String name = SegmentFiles.name(segment.getKey());
        names.add(name);
        bytes += copy(segment.getKey(), segment.getValue(), new Place(target, name, goOn));
      }
      for (String name : names) {
        target.rename(name + UNFINISHED, name);
      }
      target.sync();
      return new Copied(names.size(), bytes);
    } catch (IOException | RuntimeException fault) {
      clear(target, names, fault);
      throw fault;
    }
  }

  /** Where a segment goes. */
  private record Place(Disk disk, String name, BooleanSupplier goOn) {
    DiskFile create(long bytes) throws IOException {
      return disk.create(name + UNFINISHED, bytes);
    }
  }

  private long copy(int segment, int end, Place to) throws IOException {
    DiskFile from = files.get(segment);
    long bytes = Math.min(end, from.size());
    try (DiskFile copy = to.create(bytes)) {
      CRC32C written = new CRC32C();
      for (long at = 0; at < bytes; at += PIECE) {
        requireGoOn(to.goOn);
        ByteBuffer piece = read(from, at, bytes);
        written.update(piece.duplicate());
        copy.write(piece, at);
      }
      copy.force();
      CRC32C readAgain = new CRC32C();
      for (long at = 0; at < bytes; at += PIECE) {
        requireGoOn(to.goOn);
        readAgain.update(read(copy, at, bytes));
      }
      if (written.getValue() != readAgain.getValue()) {
        throw new IOException("the copy of segment " + segment + " is not what was written");
      }
    }
    return bytes;
  }

  private static void requireGoOn(BooleanSupplier goOn) throws IOException {
    if (!goOn.getAsBoolean()) {
      throw new IOException("the copy was given up");
    }
  }

  private static ByteBuffer read(DiskFile from, long at, long end) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, end - at));
    if (from.read(piece, at) < piece.capacity()) {
      throw new IOException("a file has become shorter");
    }
    return piece.flip();
  }

  private static void clear(Disk target, List<String> names, Exception fault) {
    try {
      for (String there : target.names()) {
        if (names.contains(there.replace(UNFINISHED, ""))) {
          target.delete(there);
        }
      }
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
  }

  /** What the log has forgotten meanwhile may go. */
  @Override
  public void close() throws IOException {
    files.release();
  }
}
