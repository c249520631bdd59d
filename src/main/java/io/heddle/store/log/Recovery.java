package io.heddle.store.log;

import io.heddle.store.disk.Disk;
import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens what an earlier run left, whatever became of it: finds the newest manifest, replays the
 * segments that it names, and says what is missing. Changes nothing but what is nobody's any more.
 * Belongs to one thread.
 */
final class Recovery {
  private final Disk disk;
  private final SegmentFiles files;
  private final Replay replay;
  private final List<Damage> damages = new ArrayList<>();
  private final NavigableMap<Integer, DiskFile> segments = new TreeMap<>();
  private final Set<Integer> unreadable = new HashSet<>();
  private long log;
  private int version;
  private long commits;
  private long lastCommitMillis;

  /** Whether a jump of the commit counter is explained by a damage that was told. */
  private boolean excused = true;

  Recovery(Disk disk, SegmentFiles files, long newId, Replay replay) {
    this.disk = disk;
    this.files = files;
    this.log = newId;
    this.replay = replay;
  }

  /**
   * What is known of a log when it is opened: of the segments before the next one.
   *
   * @param largest bytes of a segment's file
   */
  record Found(long log, Manifest manifest, int next, long commits, int largest) {}

  List<Damage> damages() {
    return damages;
  }

  /** The newest format of a segment; 0 when there is none that says so. */
  int version() {
    return version;
  }

  /** When the last commit was, in milliseconds of the epoch; 0 when there is none. */
  long lastCommitMillis() {
    return lastCommitMillis;
  }

  Found run() throws IOException {
    for (String name : disk.names()) {
      Integer segment = SegmentFiles.segment(name).orElse(null);
      if (segment != null) {
        segments.put(segment, files.get(segment));
      }
    }
    identify();
    files.takeStock();
    int next = segments.isEmpty() ? 1 : segments.lastKey() + 1;
    Newest newest = newest();
    if (newest == null) {
      for (int left : List.copyOf(segments.keySet())) {
        giveUp(left);
      }
      return new Found(log, new Manifest(0, new TreeMap<>()), next, 0, 0);
    }
    Manifest manifest = takeStock(newest);
    for (Map.Entry<Integer, Integer> segment : manifest.ends().entrySet()) {
      if (segment.getKey() >= Position.segment(manifest.covered())) {
        replay(segment.getKey(), segment.getValue(), manifest.covered());
      }
    }
    return new Found(log, manifest, next, commits, largest());
  }

  private int largest() throws IOException {
    long largest = 0;
    for (DiskFile file : segments.values()) {
      largest = Math.max(largest, file.size());
    }
    return (int) Math.min(largest, Integer.MAX_VALUE);
  }

  /** All segments are of one log; the name tells the number when the header does not. */
  private void identify() throws IOException {
    for (Map.Entry<Integer, DiskFile> segment : segments.entrySet()) {
      ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
      segment.getValue().read(bytes, 0);
      SegmentHeader header = SegmentHeader.get(bytes.flip());
      if (header == null) {
        damaged(segment.getKey(), 0, SegmentHeader.SIZE, "the header is damaged");
        unreadable.add(segment.getKey());
      } else {
        Formats.require(header.version());
        version = Math.max(version, header.version());
        log = header.log();
      }
    }
  }

  /** The newest segment that has something, and what it says of the others. */
  private record Newest(int segment, int end, @Nullable Manifest manifest) {}

  private @Nullable Newest newest() throws IOException {
    for (Map.Entry<Integer, DiskFile> segment : segments.descendingMap().entrySet()) {
      Scan.Tail tail = new Scan.Tail();
      int afterLastGood = scan(segment.getKey(), Integer.MAX_VALUE).run(tail);
      int end = tail.end();
      if (end < afterLastGood) {
        damaged(segment.getKey(), end, afterLastGood, Damage.TORN);
      }
      if (end > SegmentHeader.SIZE) {
        makeSafe(segment.getValue(), tail.sure(), end, afterLastGood);
        return new Newest(segment.getKey(), end, manifest(segment.getKey(), end));
      }
    }
    return null;
  }

  /**
   * What was written last may be in the system's memory alone, or even be taken for safe there
   * after a failure. Whatever is replayed has to stay, and whatever is not must not come again.
   */
  private static void makeSafe(DiskFile file, int from, int end, int last) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(last - from);
    file.read(bytes.limit(end - from), from);
    file.write(bytes.clear(), from);
    file.force();
  }

  private @Nullable Manifest manifest(int segment, int end) throws IOException {
    return Manifest.last(scan(segment, end));
  }

  private Scan scan(int segment, int end) throws IOException {
    DiskFile file = segments.get(segment);
    if (file == null) {
      throw new IOException("no segment " + segment);
    }
    return new Scan(file, log, segment, end);
  }

  /** Compares what should be there with what is. */
  private Manifest takeStock(Newest newest) throws IOException {
    NavigableMap<Integer, Integer> ends = new TreeMap<>();
    Manifest told = newest.manifest();
    if (told == null) {
      damaged(newest.segment(), SegmentHeader.SIZE, newest.end(), "there is no manifest in it");
      segments.headMap(newest.segment()).keySet().forEach(s -> ends.put(s, Integer.MAX_VALUE));
    } else {
      told.ends().forEach((segment, end) -> noteSegment(segment, end, ends));
    }
    ends.put(newest.segment(), newest.end());
    for (int segment : List.copyOf(segments.keySet())) {
      if (!ends.containsKey(segment)) {
        forget(segment);
      }
    }
    return new Manifest(told == null ? 0 : told.covered(), ends);
  }

  private void noteSegment(int segment, int end, NavigableMap<Integer, Integer> ends) {
    if (segments.containsKey(segment)) {
      ends.put(segment, end);
    } else {
      damaged(segment, 0, end, "the file is missing");
    }
  }

  /** It was dropped, or never begun. */
  private void forget(int segment) throws IOException {
    segments.remove(segment);
    files.remove(segment);
  }

  /** There is no entry in it: it is new, or nobody knows what it is. */
  private void giveUp(int segment) throws IOException {
    if (unreadable.contains(segment)) {
      files.moveAside(segment);
      segments.remove(segment);
    } else {
      forget(segment);
    }
  }

  private void replay(int segment, int end, long covered) throws IOException {
    int reached =
        scan(segment, end)
            .run(
                new Scan.Finder() {
                  @Override
                  public void entry(byte kind, int offset, ByteBuffer payload) {
                    found(kind, Position.of(segment, offset), payload, covered);
                  }

                  @Override
                  public void gap(int from, int to) {
                    damaged(Damage.gap(segment, from, to));
                  }
                });
    if (end != Integer.MAX_VALUE && reached < end) {
      damaged(Damage.cut(segment, reached, end));
    }
  }

  private void found(byte kind, long position, ByteBuffer payload, long covered) {
    if (kind == Entry.COMMIT || kind == Entry.HALF) {
      long counter = payload.getLong();
      if (!excused && counter != commits + 1) {
        int segment = Position.segment(position);
        int offset = Position.offset(position);
        damaged(segment, offset, offset, counter - commits - 1 + " commits are missing before");
      }
      excused = false;
      commits = counter;
      lastCommitMillis = payload.getLong();
    } else if (kind != Entry.MANIFEST && position >= covered) {
      replay.entry(kind, position, payload);
    }
  }

  private void damaged(int segment, int from, int to, String what) {
    damaged(new Damage(Position.of(segment, from), Position.of(segment, to), what));
  }

  private void damaged(Damage damage) {
    damages.add(damage);
    excused = true;
  }
}
