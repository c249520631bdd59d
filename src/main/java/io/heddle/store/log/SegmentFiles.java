package io.heddle.store.log;

import io.heddle.store.disk.Disk;
import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of a log: the segments, and spare ones that have their room on the device already. Safe
 * for use by any thread; one lock guards the fields, and is not held while a file is read or
 * written, but while one gets another name.
 */
final class SegmentFiles {
  private static final String SEGMENT = ".log";
  private static final String SPARE = "spare-";
  private static final String FRESH = "fresh-";
  private static final String DAMAGED = ".damaged";

  private final Disk disk;
  private final int segmentBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, DiskFile> open = new HashMap<>();
  private final Deque<String> spares = new ArrayDeque<>();

  /** Files that failed: somebody may still read what is good in them. */
  private final List<DiskFile> replaced = new ArrayList<>();

  private long names;

  /** How many copies are being made, and the segments that are to go when there is none. */
  private int pins;

  private final List<Integer> leaving = new ArrayList<>();

  SegmentFiles(Disk disk, int segmentBytes) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
  }

  static String name(int segment) {
    return String.format("%010d%s", segment, SEGMENT);
  }

  /** The number of the segment that has this name, if it is one. */
  static Optional<Integer> segment(String name) {
    boolean is = name.matches("\\d{10}\\.log");
    return is ? Optional.of(Integer.parseInt(name.replace(SEGMENT, ""))) : Optional.empty();
  }

  /** Removes what earlier runs had ready, or left unfinished. */
  void takeStock() throws IOException {
    for (String name : disk.names()) {
      if (name.startsWith(FRESH) || name.startsWith(SPARE)) {
        disk.delete(name);
      }
    }
  }

  int spares() {
    lock.lock();
    try {
      return spares.size();
    } finally {
      lock.unlock();
    }
  }

  /** Makes one more spare file, which takes its room on the device. */
  void makeSpare() throws IOException {
    String name = nextName(SPARE);
    disk.create(name, segmentBytes).close();
    lock.lock();
    try {
      spares.add(name);
    } finally {
      lock.unlock();
    }
  }

  private String nextName(String prefix) {
    lock.lock();
    try {
      return prefix + ++names;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A file for a new segment, with its header; it is there for good when this returns.
   *
   * @param room that is needed at least
   */
  DiskFile begin(SegmentHeader header, int room) throws IOException {
    String name = room > segmentBytes ? made(SPARE, room) : aFile();
    DiskFile file = withHeader(name, header);
    publish(name, header.segment(), file);
    return file;
  }

  /**
   * A file in place of a segment's that failed, with what was safe there: it takes the segment's
   * name in {@link #publish}, when what failed is safe in it.
   *
   * @param copied how many bytes of it
   * @param room that is needed at least
   */
  Fresh replacement(SegmentHeader header, int copied, int room) throws IOException {
    String name = made(FRESH, Math.max(room, segmentBytes));
    DiskFile file = withHeader(name, header);
    if (copied > SegmentHeader.SIZE) {
      ByteBuffer bytes = ByteBuffer.allocate(copied - SegmentHeader.SIZE);
      if (get(header.segment()).read(bytes, SegmentHeader.SIZE) < bytes.capacity()) {
        throw new IOException("the segment that failed has become shorter");
      }
      file.write(bytes.flip(), SegmentHeader.SIZE);
    }
    return new Fresh(name, file);
  }

  /** A file that has no segment's name yet. */
  record Fresh(String name, DiskFile file) {}

  private String aFile() throws IOException {
    lock.lock();
    try {
      String spare = spares.poll();
      if (spare != null) {
        return spare;
      }
    } finally {
      lock.unlock();
    }
    return made(SPARE, segmentBytes);
  }

  private String made(String prefix, int bytes) throws IOException {
    String name = nextName(prefix);
    disk.create(name, bytes).close();
    return name;
  }

  private DiskFile withHeader(String name, SegmentHeader header) throws IOException {
    DiskFile file = disk.open(name);
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
    header.put(bytes);
    file.write(bytes.flip(), 0);
    file.force();
    return file;
  }

  /** From now on the file is the segment. */
  void publish(String name, int segment, DiskFile file) throws IOException {
    disk.rename(name, name(segment));
    disk.sync();
    lock.lock();
    try {
      DiskFile before = open.put(segment, file);
      if (before != null) {
        replaced.add(before);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The file of a segment that there is. */
  DiskFile get(int segment) throws IOException {
    lock.lock();
    try {
      DiskFile known = open.get(segment);
      if (known == null) {
        known = disk.open(name(segment));
        open.put(segment, known);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Reads an entry of that log. */
  ByteBuffer read(long log, long position) throws IOException {
    int segment = Position.segment(position);
    int at = Position.offset(position);
    DiskFile file = get(segment);
    ByteBuffer header = ByteBuffer.allocate(Entry.HEADER);
    // The file may be larger than segments are now: the setting was another one.
    if (file.read(header, at) < Entry.HEADER || !Entry.isPlausible(header, 0, file.size() - at)) {
      throw new DamagedEntryException(position);
    }
    ByteBuffer entry = ByteBuffer.allocate(Entry.size(Entry.length(header, 0)));
    boolean whole = file.read(entry, at) == entry.capacity();
    if (!whole || !Entry.isSealed(entry, 0, new Entry.Place(log, segment, at))) {
      throw new DamagedEntryException(position);
    }
    return Entry.payload(entry, 0);
  }

  /**
   * Files of segments stay from now on, also of those that the log forgets: see {@link #release}.
   */
  void pin() {
    lock.lock();
    try {
      pins++;
    } finally {
      lock.unlock();
    }
  }

  /** A copy is made: what the log has forgotten meanwhile goes. */
  void release() throws IOException {
    List<Integer> gone = List.of();
    lock.lock();
    try {
      pins--;
      if (pins == 0) {
        gone = List.copyOf(leaving);
        leaving.clear();
      }
    } finally {
      lock.unlock();
    }
    for (int segment : gone) {
      remove(segment);
    }
  }

  /** The log has forgotten a segment: its file goes, when nobody copies it. */
  void remove(int segment) throws IOException {
    lock.lock();
    try {
      if (pins > 0) {
        leaving.add(segment);
        return;
      }
      DiskFile known = open.remove(segment);
      if (known != null) {
        known.close();
      }
    } finally {
      lock.unlock();
    }
    disk.delete(name(segment));
  }

  /** Nobody can tell what a file is: it stays, for people, under a name that nobody reads. */
  void moveAside(int segment) throws IOException {
    disk.rename(name(segment), name(segment) + DAMAGED);
    disk.sync();
  }

  void close() throws IOException {
    lock.lock();
    try {
      for (DiskFile file : open.values()) {
        file.close();
      }
      for (DiskFile file : replaced) {
        file.close();
      }
      open.clear();
    } finally {
      lock.unlock();
    }
    disk.close();
  }
}
