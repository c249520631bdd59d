package io.heddle.store.log;

import io.heddle.store.disk.Disk;
import io.heddle.store.disk.DiskFile;
import io.heddle.store.disk.Glance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A look at the whole log that an earlier run left: what a start would find, and besides every
 * entry that a start does not read. Changes nothing. Belongs to one thread.
 */
public final class Survey implements AutoCloseable {
  private final SegmentFiles files;
  private final Recovery.Found found;
  private final int version;
  private final Set<Damage> damages;

  private Survey(SegmentFiles files, Recovery recovery, Recovery.Found found) {
    this.files = files;
    this.found = found;
    this.version = recovery.version();
    this.damages = new LinkedHashSet<>(recovery.damages());
  }

  /**
   * Looks at a log.
   *
   * @param replay gets what a start would get
   * @throws IOException when the disk cannot be read, or the log is of a newer version
   */
  public static Survey of(Disk disk, Replay replay) throws IOException {
    Glance glance = new Glance(disk);
    SegmentFiles files = new SegmentFiles(glance, 0);
    Recovery recovery = new Recovery(glance, files, 0, replay);
    return new Survey(files, recovery, recovery.run());
  }

  /**
   * Takes everything that there is, in its order. Payloads are to be read before a call is over.
   */
  public interface Reader {
    /** An entry as somebody appended it. */
    void entry(byte kind, long position, ByteBuffer payload);

    /** The end of a write. */
    void commit(long position, long counter, long millis);

    /** What the log consisted of then. */
    void manifest(long position, int segments, long covered);
  }

  /**
   * A segment.
   *
   * @param number from 1
   * @param end bytes of its file that are used
   * @param fileBytes all of them
   */
  public record Segment(int number, long end, long fileBytes) {}

  /** Bytes that an entry takes in its segment. */
  public static int size(ByteBuffer payload) {
    return Entry.size(payload.remaining());
  }

  /** The format; 0 when there is nothing. */
  public int version() {
    return version;
  }

  /** What lies before this position is not read at a start. */
  public long covered() {
    return found.manifest().covered();
  }

  /** The segments, the oldest first. */
  public List<Segment> segments() throws IOException {
    List<Segment> all = new ArrayList<>();
    for (Map.Entry<Integer, Integer> segment : found.manifest().ends().entrySet()) {
      long bytes = files.get(segment.getKey()).size();
      all.add(new Segment(segment.getKey(), Math.min(segment.getValue(), bytes), bytes));
    }
    return all;
  }

  /** Reads every entry of every segment, and answers everything that is damaged or missing. */
  public List<Damage> read(Reader reader) throws IOException {
    for (Map.Entry<Integer, Integer> segment : found.manifest().ends().entrySet()) {
      int number = segment.getKey();
      int end = segment.getValue();
      Scan scan = new Scan(files.get(number), found.log(), number, end);
      int reached = scan.run(new Finder(number, reader));
      if (end != Integer.MAX_VALUE && reached < end) {
        damages.add(Damage.cut(number, reached, end));
      }
    }
    return List.copyOf(damages);
  }

  private final class Finder implements Scan.Finder {
    private final int segment;
    private final Reader reader;

    Finder(int segment, Reader reader) {
      this.segment = segment;
      this.reader = reader;
    }

    @Override
    public void entry(byte kind, int offset, ByteBuffer payload) {
      long position = Position.of(segment, offset);
      switch (kind) {
        case Entry.COMMIT, Entry.HALF ->
            reader.commit(position, payload.getLong(), payload.getLong());
        case Entry.MANIFEST -> {
          Manifest manifest = Manifest.get(payload);
          reader.manifest(position, manifest.ends().size() + 1, manifest.covered());
        }
        default -> reader.entry(kind, position, payload);
      }
    }

    @Override
    public void gap(int from, int to) {
      damages.add(Damage.gap(segment, from, to));
    }
  }

  /**
   * Reads one entry.
   *
   * @throws DamagedEntryException when it is not what was written
   * @throws IOException when it cannot be read
   */
  public ByteBuffer read(long position) throws IOException {
    return files.read(found.log(), position);
  }

  /** All of it, to be copied. */
  public Snapshot snapshot() throws IOException {
    files.pin();
    Map<Integer, Integer> ends = new TreeMap<>(found.manifest().ends());
    for (Map.Entry<Integer, Integer> segment : ends.entrySet()) {
      DiskFile file = files.get(segment.getKey());
      segment.setValue((int) Math.min(segment.getValue(), file.size()));
    }
    return new Snapshot(files, new TreeMap<>(ends));
  }

  /** Lets the files go, and the disk. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
